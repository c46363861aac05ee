import { prisma } from "@/lib/database";
import { logger } from "@/lib/logger";
import { may, permissions } from "@/lib/sign-in/permissions";
import { DEFAULT_TIME_ZONE, dateIn, hourIn } from "@/lib/time-zone";
import type { Store } from "@/prisma/generated/client";
import { dueRequests, marksOf } from "./due-digest";
import { readNotificationSettings } from "./notification-settings";
import { queueEmails } from "./queue-emails";

/** The hour of a store's day from which its digest is sent. */
const DIGEST_HOUR = 8;

/**
 * Queues the digests of every store whose day has reached 08:00, once a day: a store that was missed then gets it later
 * that day, or the next day one that also names what the missed one would have. What a digest says is read when it is
 * sent, so that it is true then.
 * @throws when a store's could not be queued; the others are.
 */
export async function dueDigestJob(now = new Date()): Promise<void> {
  const stores = await prisma().store.findMany({
    select: { id: true, timeZone: true, locale: true, dueDigestDay: true },
  });
  let failed = 0;
  for (const store of stores) {
    const day = digestDay(store, now);
    if (!day) continue;
    await queueDigests(store, day, now).catch((error) => {
      logger.error({ err: error, storeId: store.id }, "a store's digest could not be queued");
      failed += 1;
    });
  }
  if (failed > 0) throw new Error(`the digests of ${failed} stores could not be queued`);
}

type DigestStore = Pick<Store, "id" | "timeZone" | "locale" | "dueDigestDay">;

/** The day whose digest a store waits for, such as "2026-03-01"; undefined before 08:00, and once it has had it. */
function digestDay({ timeZone, dueDigestDay }: DigestStore, now: Date): string | undefined {
  const zone = timeZone ?? DEFAULT_TIME_ZONE;
  const today = dateIn(zone, now);
  if (hourIn(zone, now) < DIGEST_HOUR) return undefined;
  return dueDigestDay && dueDigestDay.toISOString().slice(0, 10) >= today ? undefined : today;
}

/** Queues a store's digests and remembers the day, both or neither: of two processes at once, one does. */
async function queueDigests(store: DigestStore, day: string, now: Date): Promise<void> {
  const { id: storeId, dueDigestDay } = store;
  const readers = await findReaders(store, now);
  const email = { storeId, audience: "store", kind: "due-digest", dueSince: dueDigestDay } as const;
  await prisma().$transaction(async (transaction) => {
    const { count } = await transaction.store.updateMany({
      where: { id: storeId, dueDigestDay },
      data: { dueDigestDay: new Date(day) },
    });
    if (count > 0)
      await queueEmails(
        transaction,
        readers.map((reader) => ({ ...email, ...reader })),
      );
  });
}

/** Who has something to read: the owners where any request is due, other members where one of theirs is. */
async function findReaders(store: DigestStore, now: Date): Promise<{ to: string; locale: string }[]> {
  const marks = marksOf(await readNotificationSettings(store.id));
  if (marks.length === 0) return [];
  const due = dueRequests({ store, now, since: store.dueDigestDay }, marks);
  if (!(await prisma().request.findFirst({ where: due, select: { id: true } }))) return [];
  const assigned = await prisma().request.groupBy({ by: ["assigneeId"], where: { ...due, assigneeId: { not: null } } });
  const assignees = new Set(assigned.map(({ assigneeId }) => assigneeId));
  const members = await prisma().membership.findMany({
    where: { storeId: store.id, role: { in: permissions["request.assign"] } },
    select: { role: true, merchantId: true, merchant: { select: { email: true, locale: true } } },
  });
  return members
    .filter(({ role, merchantId }) => may(role, "notification.receive") || assignees.has(merchantId))
    .map(({ merchant: { email, locale } }) => ({ to: email, locale: locale ?? store.locale }));
}

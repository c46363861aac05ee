import { prisma } from "@/lib/database";
import { may, permissions } from "@/lib/sign-in/permissions";
import { addDays, DEFAULT_TIME_ZONE, dateIn, endOfDay, startOfDay } from "@/lib/time-zone";
import type { Email, Prisma, Store } from "@/prisma/generated/client";
import { type DueMark, type NotificationSettings, readNotificationSettings } from "./notification-settings";

/** How many days before a request is due the digest names it: on that day, or on the next on which there is a digest. */
const SOON_DAYS = [2, 7];

/** Requests that one digest names; the rest it counts. */
export const MAX_DIGEST_LINES = 20;

/** What one person's digest says, most urgent first. */
export interface DueDigest {
  /** Whose requests they are; undefined for an owner's, which names all of the store's. */
  assigneeId: string | undefined;
  groups: { mark: DueMark; count: number; requests: DueRequest[] }[];
  /** How many there are in all groups. */
  total: number;
}

interface DueRequest {
  id: string;
  reference: string;
  customerName: string | null;
  email: string | null;
  dueAt: Date;
  /** The member who is assigned it. */
  assignee: string | null;
}

/** A digest's store, and the moment as of which it is read. */
interface DigestDay {
  store: Pick<Store, "id" | "timeZone">;
  now: Date;
  /** The day of the store's digest before this one; null for yesterday. */
  since: Date | null;
}

/** The marks that a store's settings have turned on, most urgent first. */
export function marksOf(settings: NotificationSettings): DueMark[] {
  return (["overdue", "due_today", "due_soon"] as const).filter((mark) => settings[mark].store);
}

/** The open requests of a store that a digest of this day names, by its marks. */
export function dueRequests({ store, now, since }: DigestDay, marks: DueMark[]) {
  const timeZone = store.timeZone ?? DEFAULT_TIME_ZONE;
  const today = dateIn(timeZone, now);
  const between = (first: string, last: string) => ({ gte: startOfDay(first, timeZone), lt: endOfDay(last, timeZone) });
  const before = since?.toISOString().slice(0, 10) ?? addDays(today, -1);
  const tomorrow = addDays(today, 1);
  const rangesOf: Record<DueMark, Prisma.DateTimeFilter[]> = {
    overdue: [{ lt: startOfDay(today, timeZone) }],
    due_today: [between(today, today)],
    // Also what a day without a digest would have named; what is due by now has a mark of its own.
    due_soon: SOON_DAYS.map((days) => {
      const next = addDays(before, days + 1);
      const isPast = next < tomorrow;
      return between(isPast ? tomorrow : next, addDays(today, days));
    }),
  };
  const OR = marks.flatMap((mark) => rangesOf[mark].map((dueAt) => ({ dueAt })));
  return { storeId: store.id, state: "open", OR } satisfies Prisma.RequestWhereInput;
}

/**
 * Reads what a queued digest tells its reader, as of now: an owner of all requests, other members of those that they are
 * assigned. @returns null for someone who is no such member (any more), and once its day is over.
 */
export async function readDigestFor(
  { storeId, to, createdAt, dueSince }: Pick<Email, "storeId" | "to" | "createdAt" | "dueSince">,
  { timeZone }: Pick<Store, "timeZone">,
  now = new Date(),
): Promise<DueDigest | null> {
  const zone = timeZone ?? DEFAULT_TIME_ZONE;
  if (dateIn(zone, createdAt) !== dateIn(zone, now)) return null;
  const member = await prisma().membership.findFirst({
    where: { storeId, merchant: { email: to }, role: { in: permissions["request.assign"] } },
    select: { merchantId: true, role: true },
  });
  if (!member) return null;
  const assigneeId = may(member.role, "notification.receive") ? undefined : member.merchantId;
  return await readDigest({ store: { id: storeId, timeZone }, now, since: dueSince }, assigneeId);
}

async function readDigest(day: DigestDay, assigneeId: string | undefined): Promise<DueDigest> {
  const groups: DueDigest["groups"] = [];
  let left = MAX_DIGEST_LINES;
  for (const mark of marksOf(await readNotificationSettings(day.store.id))) {
    const where = { ...dueRequests(day, [mark]), ...(assigneeId && { assigneeId }) };
    const count = await prisma().request.count({ where });
    if (count === 0) continue;
    const requests = await findRequests(where, left);
    left -= requests.length;
    groups.push({ mark, count, requests });
  }
  return { assigneeId, groups, total: groups.reduce((sum, { count }) => sum + count, 0) };
}

async function findRequests(where: Prisma.RequestWhereInput & { storeId: string }, take: number) {
  const requests = await prisma().request.findMany({
    where,
    orderBy: [{ dueAt: "asc" }, { id: "asc" }],
    select: { id: true, reference: true, customerName: true, email: true, dueAt: true, assigneeId: true },
    take,
  });
  const members = await prisma().membership.findMany({
    where: { storeId: where.storeId, merchantId: { in: requests.flatMap(({ assigneeId }) => assigneeId ?? []) } },
    select: { merchantId: true, merchant: { select: { name: true } } },
  });
  const names = new Map(members.map(({ merchantId, merchant }) => [merchantId, merchant.name]));
  return requests.map(({ assigneeId, ...request }) => ({
    ...request,
    assignee: (assigneeId && names.get(assigneeId)) ?? null,
  }));
}

import { database, prisma } from "@/lib/database";
import type { Actor, EventType, NewEvent } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { readMailbox } from "@/lib/mail/read-mailbox";
import { notifyJob } from "@/lib/notification/notify.job";
import { sendEmailJob } from "@/lib/notification/send-email.job";
import { matchAll } from "@/test/factories/request";

/** Records an event of a request and runs its notification. @returns the event's id. */
export async function recordAndNotify(
  request: { storeId: string; id: string },
  type: EventType,
  data: object = {},
  actor: Actor = { kind: "system" },
): Promise<string> {
  const { storeId, id } = request;
  const event = { storeId, requestId: id, type, actor, data } as NewEvent;
  const eventId = await prisma().$transaction((transaction) => recordEvent(transaction, event));
  await notifyJob({ storeId, eventId });
  return eventId;
}

/** Runs the notification of every event of a store, and sends every queued email. */
export async function sendAll(storeId: string): Promise<void> {
  await matchAll(storeId);
  for (const { id } of await prisma().event.findMany({ where: { storeId }, orderBy: { id: "asc" } }))
    await notifyJob({ storeId, eventId: id });
  for (const { id } of await prisma().email.findMany({ where: { storeId, state: "queued" }, orderBy: { id: "asc" } }))
    await sendEmailJob(
      { storeId, emailId: id },
      { signal: new AbortController().signal, retryCount: 0, lastTry: false },
    );
}

/** The emails in the mailbox folder to an address, newest first. */
export async function mailsTo(address: string) {
  return (await readMailbox(1000)).filter(({ to }) => to.includes(address));
}

/** A store's rows of the email table, in the order in which they were queued. */
export async function emailsOf(storeId: string) {
  return await prisma().email.findMany({
    where: { storeId },
    orderBy: [{ createdAt: "asc" }, { audience: "asc" }, { id: "asc" }],
    select: {
      ...{ id: true, audience: true, template: true, to: true, locale: true, state: true, attempts: true },
      ...{ lastError: true, subject: true, text: true, sentAt: true },
    },
  });
}

/** The ids of a store's emails that a job waits to send. */
export async function sendJobsOf(storeId: string): Promise<string[]> {
  const { rows } = await database().query(
    `SELECT data->>'emailId' AS id FROM pgboss.job WHERE name = 'send-email' AND data->>'storeId' = $1 ORDER BY 1`,
    [storeId],
  );
  return (rows as { id: string }[]).map(({ id }) => id);
}

/** Runs a statement in an open database of either kind. */
export type Query = (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }>;

/** How many searches for records, notifications and emails are waiting or in progress. */
export async function countWaiting(run: Query): Promise<number> {
  const { rows } = await run(
    `SELECT ((SELECT count(*) FROM pgboss.job WHERE state < 'completed' AND name IN ('match-subject', 'notify', 'send-email'))
           + (SELECT count(*) FROM email WHERE state IN ('queued', 'retrying')))::int AS waiting`,
  );
  return (rows as { waiting: number }[])[0]?.waiting ?? 0;
}

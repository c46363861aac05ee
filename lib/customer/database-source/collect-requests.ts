import type { Collector, EmailRow, RequestRow, Subject } from "@/lib/customer/source";
import { count, keyValues, readPages, select, subjectValues } from "./read-pages";

/**
 * The person's own requests: of the customer, and those under their address, but for what another
 * account asked whose address nobody vouched for.
 */
const OWN_REQUESTS = `store_id = $1 AND (customer_id = $2
  OR (email_normalized = $3 AND (source <> 'signed_in' OR email_verified)))`;

/** Requests with their events, oldest first. */
export const requests: Collector<"requests"> = {
  section: "requests",
  count: (subject) => count(`SELECT count(*) FROM request WHERE ${OWN_REQUESTS}`, subjectValues(subject)),
  pages: (subject, signal) =>
    readPages(
      200,
      signal,
      (after, size) =>
        select<RequestColumns>(
          `SELECT id, created_at AS at, reference, type, source, state, email, verified_at AS "verifiedAt", due_at AS "dueAt",
                  closed_at AS "closedAt", refusal_reason AS "refusalReason"
             FROM request WHERE ${OWN_REQUESTS} AND (created_at, id) > ($4::timestamptz, $5::uuid)
            ORDER BY created_at, id LIMIT $6`,
          [...subjectValues(subject), ...keyValues(after), size],
        ),
      (rows) => withEvents(subject, rows),
    ),
};

type RequestTime = "createdAt" | "verifiedAt" | "dueAt" | "closedAt";
type RequestColumns = Omit<RequestRow, "events" | RequestTime> & {
  id: string;
  at: Date;
  dueAt: Date;
  verifiedAt: Date | null;
  closedAt: Date | null;
};

/** Who of the store's staff did something is not the customer's data: only the kind is told. */
async function withEvents({ storeId }: Subject, rows: RequestColumns[]): Promise<RequestRow[]> {
  const events = await select<{ requestId: string; at: Date; type: string; actor: string }>(
    `SELECT request_id AS "requestId", at, type, actor_kind AS actor
       FROM event WHERE store_id = $1 AND request_id = ANY($2::uuid[]) ORDER BY request_id, at, id`,
    [storeId, rows.map((row) => row.id)],
  );
  const eventsOf = Map.groupBy(events, (event) => event.requestId);
  return rows.map(({ id, at, verifiedAt, dueAt, closedAt, ...row }) => ({
    ...row,
    createdAt: at.toISOString(),
    verifiedAt: verifiedAt?.toISOString() ?? null,
    dueAt: dueAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
    events: (eventsOf.get(id) ?? []).map((event) => ({
      at: event.at.toISOString(),
      type: event.type,
      actor: event.actor,
    })),
  }));
}

const OWN_EMAILS = `store_id = $1 AND audience = 'customer' AND (to_normalized = $3
  OR request_id IN (SELECT id FROM request WHERE store_id = $1 AND customer_id = $2))`;

/** E-mails to the customer, oldest first; links that held a token were never stored. */
export const emails: Collector<"emails"> = {
  section: "emails",
  count: (subject) => count(`SELECT count(*) FROM email WHERE ${OWN_EMAILS}`, subjectValues(subject)),
  pages: (subject, signal) =>
    readPages(
      200,
      signal,
      (after, size) =>
        select<Omit<EmailRow, "createdAt" | "sentAt"> & { id: string; at: Date; sentAt: Date | null }>(
          `SELECT id, created_at AS at, "to", subject, text, state, sent_at AS "sentAt"
             FROM email WHERE ${OWN_EMAILS} AND (created_at, id) > ($4::timestamptz, $5::uuid)
            ORDER BY created_at, id LIMIT $6`,
          [...subjectValues(subject), ...keyValues(after), size],
        ),
      (rows) =>
        rows.map(({ id: _, at, sentAt, ...row }) => ({
          ...row,
          createdAt: at.toISOString(),
          sentAt: sentAt?.toISOString() ?? null,
        })),
    ),
};

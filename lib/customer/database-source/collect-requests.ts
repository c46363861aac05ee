import type { EventType } from "@/lib/audit/events";
import type { Collector, EmailRow, RequestRow, Subject } from "@/lib/customer/source";
import { count, keyValues, persist, readPages, select, shapePages, subjectValues } from "./read-pages";

/**
 * The ids of the person's own requests: of the customer, and those under their address, but for what
 * belongs to another customer, or what an account asked whose address nobody vouched for. Two halves,
 * because each has its index.
 */
const OWN_REQUESTS = `SELECT id FROM request WHERE store_id = $1 AND customer_id = $2
  UNION
  SELECT id FROM request WHERE store_id = $1 AND email_normalized = $3
     AND (customer_id IS NULL OR customer_id = $2) AND (source <> 'signed_in' OR email_verified)`;

/** Requests with their events, oldest first. */
export const requests: Collector<"requests"> = {
  section: "requests",
  count: (subject) => count(`SELECT count(*) FROM (${OWN_REQUESTS}) AS own`, subjectValues(subject)),
  async *pages(subject, signal) {
    const pages = readPages(200, signal, (after, size) =>
      select<RequestColumns>(
        `SELECT id, created_at AS at, reference, type, source, state, email, verified_at AS "verifiedAt", due_at AS "dueAt",
                closed_at AS "closedAt", refusal_reason AS "refusalReason"
           FROM request WHERE store_id = $1 AND id IN (${OWN_REQUESTS}) AND (created_at, id) > ($4::timestamptz, $5::uuid)
          ORDER BY created_at, id LIMIT $6`,
        [...subjectValues(subject), ...keyValues(after), size],
      ),
    );
    for await (const page of pages) yield await persist(() => withEvents(subject, page), signal);
  },
};

type RequestTime = "createdAt" | "verifiedAt" | "dueAt" | "closedAt";
type RequestColumns = Omit<RequestRow, "events" | RequestTime> & {
  id: string;
  at: Date;
  dueAt: Date;
  verifiedAt: Date | null;
  closedAt: Date | null;
};

// How the store's staff divide their work and make up their mind is their own deliberation, not the customer's data;
// what came of it, such as a delivery or a withheld field, is told.
const INTERNAL_EVENTS: EventType[] = [
  "request_assigned",
  "redaction_made",
  "redaction_undone",
  "delivery_approved",
  "delivery_declined",
];

/** Who of the store's staff did something is not the customer's data: only the kind is told. */
async function withEvents({ storeId }: Subject, rows: RequestColumns[]): Promise<RequestRow[]> {
  const events = await select<{ requestId: string; at: Date; type: string; actor: string }>(
    `SELECT request_id AS "requestId", at, type, actor_kind AS actor
       FROM event WHERE store_id = $1 AND request_id = ANY($2::uuid[]) AND type <> ALL($3::text[]) ORDER BY request_id, at, id`,
    [storeId, rows.map((row) => row.id), INTERNAL_EVENTS],
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

/** An e-mail belongs to whom its request belongs to; one of no request, such as a sign-in link, to its address. */
const OWN_EMAILS = `SELECT id FROM email
   WHERE store_id = $1 AND audience = 'customer' AND to_normalized = $3 AND request_id IS NULL
  UNION
  SELECT id FROM email WHERE store_id = $1 AND audience = 'customer' AND request_id IN (${OWN_REQUESTS})`;

/** E-mails to the customer, oldest first; links that held a token were never stored. */
export const emails: Collector<"emails"> = {
  section: "emails",
  count: (subject) => count(`SELECT count(*) FROM (${OWN_EMAILS}) AS own`, subjectValues(subject)),
  pages: (subject, signal) =>
    shapePages(
      readPages(200, signal, (after, size) =>
        select<Omit<EmailRow, "createdAt" | "sentAt"> & { id: string; at: Date; sentAt: Date | null }>(
          `SELECT id, created_at AS at, "to", subject, text, state, sent_at AS "sentAt"
             FROM email WHERE store_id = $1 AND id IN (${OWN_EMAILS}) AND (created_at, id) > ($4::timestamptz, $5::uuid)
            ORDER BY created_at, id LIMIT $6`,
          [...subjectValues(subject), ...keyValues(after), size],
        ),
      ),
      ({ id: _, at, sentAt, ...row }) => ({
        ...row,
        createdAt: at.toISOString(),
        sentAt: sentAt?.toISOString() ?? null,
      }),
    ),
};

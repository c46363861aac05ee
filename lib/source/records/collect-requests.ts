import { isOfFormerHolder } from "@/lib/customer/by-address";
import { RECORDS_SOURCE } from "@/lib/customer/record-names";
import type { EventType } from "@/lib/event/event-types";
import type { SectionRow } from "@/lib/section/sections";
import type { Collector } from "@/lib/source/source";
import { count, keyValues, readPages, select, shapePages, subjectValues } from "./read-pages";

/** SQL: the links of requests to customers of the imported records. */
const LINKS = `request_record AS link WHERE link.store_id = $1 AND link.source = '${RECORDS_SOURCE}' AND link.state = 'accepted'`;
const IS_ABOUT_NOBODY = `NOT EXISTS (SELECT FROM ${LINKS} AND link.request_id = request.id AND link.record LIKE 'customer:%')`;

/** SQL: whether an address says whose a request is. What an account or a live record is said to have, nobody proved. */
const IS_THEIRS = `(email_verified OR (request.source NOT IN ('signed_in', 'shopify') AND person_key NOT LIKE 'record:%'))`;

/**
 * The ids of the person's own requests: those about their customer records, and those about nobody under their address and,
 * where it is proved, their former ones; except what an account asked for, or Shopify for it, or staff for a live record, where
 * nobody vouched for the address, and what a former holder of the address asked for. Three parts, because each has its index.
 */
export const OWN_REQUESTS = `SELECT request_id AS id FROM ${LINKS}
     AND link.record = ANY(ARRAY(SELECT 'customer:' || id FROM unnest($2::uuid[]) AS id))
  UNION
  SELECT id FROM request WHERE store_id = $1 AND email_normalized = ANY($3::text[])
     AND ${IS_ABOUT_NOBODY} AND ${IS_THEIRS}
     AND NOT ${isOfFormerHolder("request.email_normalized", "request.created_at", "$2::uuid[]")}
  UNION
  SELECT request.id FROM former_address f JOIN request ON request.store_id = f.store_id
     AND request.email_normalized = f.email_normalized AND request.created_at <= f.confirmed_until
   WHERE f.store_id = $1 AND f.customer_id = ANY($2::uuid[]) AND $3::text[] <> '{}'
     AND ${IS_ABOUT_NOBODY} AND ${IS_THEIRS}`;

/** Requests with their events, oldest first. */
export const requests: Collector<"requests"> = {
  count: (subject) => count(`SELECT count(*) FROM (${OWN_REQUESTS}) AS own`, subjectValues(subject)),
  pages: (subject, signal) =>
    shapePages(
      readPages(200, signal, (after, size) =>
        select<RequestColumns>(
          `SELECT id, created_at AS at, reference, type, source, state, email,
                  received_by AS "receivedBy", phone, country, verified_at AS "verifiedAt", due_at AS "dueAt",
                  closed_at AS "closedAt", refusal_reason AS "refusalReason",
                  (SELECT wrong FROM correction WHERE store_id = $1 AND request_id = request.id) AS wrong,
                  (SELECT "right" FROM correction WHERE store_id = $1 AND request_id = request.id) AS "right",
                  (SELECT coalesce(json_agg(json_build_object('field', field, 'oldValue', old_value, 'newValue', new_value)
                                            ORDER BY at, field), '[]')
                     FROM correction_change WHERE store_id = $1 AND request_id = request.id
                      AND customer_id = ANY($2::uuid[])) AS corrections,
                  (SELECT coalesce(json_agg(json_build_object('at', at, 'type', type, 'actor', actor_kind) ORDER BY at, id), '[]')
                     FROM event WHERE store_id = $1 AND request_id = request.id AND type <> ALL($7::text[])) AS events
             FROM request WHERE store_id = $1 AND id IN (${OWN_REQUESTS}) AND (created_at, id) > ($4::timestamptz, $5::uuid)
            ORDER BY created_at, id LIMIT $6`,
          [...subjectValues(subject), ...keyValues(after), size, INTERNAL_EVENTS],
        ),
      ),
      ({ id: _, at, verifiedAt, dueAt, closedAt, events, ...row }) => ({
        ...row,
        createdAt: at.toISOString(),
        verifiedAt: verifiedAt?.toISOString() ?? null,
        dueAt: dueAt.toISOString(),
        closedAt: closedAt?.toISOString() ?? null,
        // JSON writes an instant as text, in the session's zone.
        events: events.map((event) => ({ ...event, at: new Date(event.at).toISOString() })),
      }),
    ),
};

type RequestTime = "createdAt" | "verifiedAt" | "dueAt" | "closedAt";
type RequestColumns = Omit<SectionRow<"requests">, RequestTime> & {
  id: string;
  at: Date;
  dueAt: Date;
  verifiedAt: Date | null;
  closedAt: Date | null;
};

// How the store's staff divide their work and decide is their own deliberation, not the customer's data; the outcome,
// such as a delivery or a withheld field, is. Of who did something, only the kind is.
const INTERNAL_EVENTS: EventType[] = [
  "request_assigned",
  "confirmation_requested",
  "data_added",
  "data_removed",
  "redaction_made",
  "redaction_undone",
  "redactions_made",
  "redactions_undone",
  "subject_matched",
  "record_rejected",
  "delivery_approved",
  "delivery_declined",
  "erasure_held",
  "erasure_hold_lifted",
  "erasure_step_ticked",
  "correction_undone",
];

/** An email belongs to whom its request belongs to; one of no request, such as a sign-in link, to its address. */
const OWN_EMAILS = `SELECT id FROM email
   WHERE store_id = $1 AND audience = 'customer' AND to_normalized = ANY($3::text[]) AND request_id IS NULL
     AND NOT ${isOfFormerHolder("email.to_normalized", "email.created_at", "$2::uuid[]")}
  UNION
  SELECT email.id FROM former_address f JOIN email ON email.store_id = f.store_id
     AND email.to_normalized = f.email_normalized AND email.created_at <= f.confirmed_until
   WHERE f.store_id = $1 AND f.customer_id = ANY($2::uuid[]) AND $3::text[] <> '{}' AND audience = 'customer' AND request_id IS NULL
  UNION
  SELECT id FROM email WHERE store_id = $1 AND audience = 'customer' AND request_id IN (${OWN_REQUESTS})`;

/** Emails to the customer, oldest first; links that held a token were never stored. */
export const emails: Collector<"emails"> = {
  count: (subject) => count(`SELECT count(*) FROM (${OWN_EMAILS}) AS own`, subjectValues(subject)),
  pages: (subject, signal) =>
    shapePages(
      readPages(200, signal, (after, size) =>
        select<Omit<SectionRow<"emails">, "createdAt" | "sentAt"> & { id: string; at: Date; sentAt: Date | null }>(
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

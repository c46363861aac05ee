import { prisma } from "@/lib/database";
import { closedStates } from "./request-status";

// Few enough that a batch is short, whatever hangs on its requests.
const BATCH = 100;

/**
 * Erases the records of all stores that were closed longer ago than their store keeps them: the
 * request with all that hangs on it, and e-mails of no request, such as sign-in links. What remains
 * is a count (erased_requests). Requests that are open, or whose export is at work, stay.
 * @returns how many requests were erased.
 */
export async function eraseRecords(now = new Date()): Promise<number> {
  let erased = 0;
  for (;;) {
    const count = await eraseRequests(now);
    erased += count;
    if (count < BATCH) break;
  }
  while ((await eraseLooseEmails(now)) === BATCH);
  return erased;
}

/**
 * One batch in one statement, which happens whole or not at all. Rows that another process is just
 * erasing are left to it. A time ends as a request's due date does (request-deadline.ts): on the same
 * day of its last month, or that month's last day. The first bound on closed_at is for the index
 * alone: counted backwards, a month's end may be three days off. Asked store by store (LATERAL), the
 * index finds the few that are due; joined, the planner reads every request.
 */
async function eraseRequests(now: Date): Promise<number> {
  const [row] = await prisma().$queryRaw<{ count: number }[]>`
    WITH due AS MATERIALIZED (
      SELECT closed.store_id, closed.id FROM store CROSS JOIN LATERAL (
        SELECT request.store_id, request.id FROM request
         WHERE request.store_id = store.id AND request.state::text = ANY(${closedStates})
           AND request.closed_at <= ${now}::timestamptz - make_interval(months => store.record_lifetime_months, days => -4)
           AND (request.closed_at AT TIME ZONE 'UTC' + make_interval(months => store.record_lifetime_months)) AT TIME ZONE 'UTC' <= ${now}::timestamptz
           AND NOT EXISTS (SELECT FROM export WHERE export.store_id = request.store_id
                              AND export.request_id = request.id AND export.state IN ('queued', 'collecting'))
         ORDER BY request.closed_at LIMIT ${BATCH} FOR UPDATE OF request SKIP LOCKED
      ) AS closed LIMIT ${BATCH}
    ), bytes AS (
      -- No foreign key leads to them.
      DELETE FROM export_chunk USING export, due
       WHERE export.store_id = due.store_id AND export.request_id = due.id
         AND export_chunk.store_id = export.store_id AND export_chunk.export_id = export.id
    ), gone AS (
      DELETE FROM request USING due WHERE request.store_id = due.store_id AND request.id = due.id
      RETURNING request.store_id, request.closed_at, request.type, request.source, request.state
    ), counted AS (
      INSERT INTO erased_requests (store_id, month, type, source, state, count)
      SELECT store_id, date_trunc('month', closed_at AT TIME ZONE 'UTC')::date AS month, type, source, state, count(*)
        FROM gone GROUP BY store_id, month, type, source, state
        -- One order for all, so that two processes never wait for each other.
       ORDER BY store_id, month, type, source, state
      ON CONFLICT (store_id, month, type, source, state)
      DO UPDATE SET count = erased_requests.count + excluded.count
    )
    SELECT count(*)::int AS count FROM gone`;
  return row?.count ?? 0;
}

/** E-mails of no request, such as sign-in links, go after the same time, counted from when they were written. */
async function eraseLooseEmails(now: Date): Promise<number> {
  return await prisma().$executeRaw`
    WITH due AS MATERIALIZED (
      SELECT loose.store_id, loose.id FROM store CROSS JOIN LATERAL (
        SELECT email.store_id, email.id FROM email
         WHERE email.store_id = store.id AND email.request_id IS NULL
           AND email.created_at <= ${now}::timestamptz - make_interval(months => store.record_lifetime_months, days => -4)
           AND (email.created_at AT TIME ZONE 'UTC' + make_interval(months => store.record_lifetime_months)) AT TIME ZONE 'UTC' <= ${now}::timestamptz
         ORDER BY email.created_at LIMIT ${BATCH} FOR UPDATE OF email SKIP LOCKED
      ) AS loose LIMIT ${BATCH}
    )
    DELETE FROM email USING due WHERE email.store_id = due.store_id AND email.id = due.id`;
}

import { database, prisma } from "@/lib/database";
import { closedStates } from "./request-status";

// Few enough that a batch is short, however many rows belong to its requests.
const BATCH = 100;

/**
 * Erases the records of all stores that were closed longer ago than their store keeps them: the
 * request with everything that belongs to it, emails of no request, such as sign-in links, and the
 * store's own events. What remains is a count (erased_requests). Requests that are open, or whose
 * export is running, stay.
 * @returns how many requests were erased.
 */
export async function eraseRecords(now = new Date()): Promise<number> {
  let erased = 0;
  for (;;) {
    const count = await eraseRequests(now);
    erased += count;
    if (count < BATCH) break;
  }
  while ((await eraseLoose("email", "created_at", now)) === BATCH);
  while ((await eraseLoose("event", "at", now)) === BATCH);
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
    ), message_bytes AS (
      DELETE FROM export_chunk USING message_file, due
       WHERE message_file.store_id = due.store_id AND message_file.request_id = due.id
         AND export_chunk.store_id = message_file.store_id AND export_chunk.export_id = message_file.id
    ), added_bytes AS (
      DELETE FROM export_chunk USING added_item, due
       WHERE added_item.store_id = due.store_id AND added_item.request_id = due.id
         AND export_chunk.store_id = added_item.store_id AND export_chunk.export_id = added_item.id
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

/** What belongs to no request goes after the same time, counted from when it was written. */
async function eraseLoose(table: "email" | "event", at: "created_at" | "at", now: Date): Promise<number> {
  const writtenAt = `${table}.${at}`;
  const { rowCount } = await database().query(
    `WITH due AS MATERIALIZED (
      SELECT loose.store_id, loose.id FROM store CROSS JOIN LATERAL (
        SELECT ${table}.store_id, ${table}.id FROM ${table}
         WHERE ${table}.store_id = store.id AND ${table}.request_id IS NULL
           AND ${writtenAt} <= $1::timestamptz - make_interval(months => store.record_lifetime_months, days => -4)
           AND (${writtenAt} AT TIME ZONE 'UTC' + make_interval(months => store.record_lifetime_months)) AT TIME ZONE 'UTC' <= $1::timestamptz
         ORDER BY ${writtenAt} LIMIT ${BATCH} FOR UPDATE OF ${table} SKIP LOCKED
      ) AS loose LIMIT ${BATCH}
    )
    DELETE FROM ${table} USING due WHERE ${table}.store_id = due.store_id AND ${table}.id = due.id`,
    [now.toISOString()],
  );
  return rowCount ?? 0;
}

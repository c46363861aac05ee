import { prisma } from "@/lib/database";

/** How long a request waits for its verification: a stranger may have typed the address. */
export const UNVERIFIED_LIFETIME_DAYS = 7;

/** When a request that is still unverified is deleted. */
export function lapseDate(createdAt: Date): Date {
  return new Date(createdAt.getTime() + UNVERIFIED_LIFETIME_DAYS * 86_400_000);
}

/**
 * Deletes the requests of all stores that nobody verified in time, with their events, links and emails. What remains is a
 * count, by the month in which they lapsed (erased_requests). Store by store (LATERAL) an index finds them; a plain join
 * reads every request. One that is just being verified stays.
 * @returns how many were deleted.
 */
export async function deleteUnverified(now = new Date()): Promise<number> {
  const before = new Date(now.getTime() - UNVERIFIED_LIFETIME_DAYS * 86_400_000);
  const [row] = await prisma().$queryRaw<{ count: number }[]>`
    WITH due AS MATERIALIZED (
      SELECT waiting.store_id, waiting.id FROM store CROSS JOIN LATERAL (
        SELECT request.store_id, request.id FROM request
         WHERE request.store_id = store.id AND request.state = 'unverified' AND request.created_at < ${before}
      ) AS waiting
    ), gone AS (
      DELETE FROM request USING due
       WHERE request.store_id = due.store_id AND request.id = due.id AND request.state = 'unverified'
      RETURNING request.store_id, request.type, request.source
    ), counted AS (
      INSERT INTO erased_requests (store_id, month, type, source, state, count)
      SELECT store_id, date_trunc('month', ${now}::timestamptz AT TIME ZONE 'UTC')::date AS month, type, source,
             'unverified'::request_state, count(*)
        FROM gone GROUP BY store_id, type, source ORDER BY store_id, type, source
      ON CONFLICT (store_id, month, type, source, state)
      DO UPDATE SET count = erased_requests.count + excluded.count
    )
    SELECT count(*)::int AS count FROM gone`;
  return row?.count ?? 0;
}

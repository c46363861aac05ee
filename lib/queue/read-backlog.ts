import { database } from "@/lib/database";
import { jobs } from "./jobs";

/** The jobs of one name that could run now and do not. */
interface Backlog {
  job: string;
  /** Counted up to 10,000. */
  waiting: number;
  /** How long the first of them has been due; 0 where none waits. */
  oldestSeconds: number;
}

/**
 * What waits in the queue, by name, read from the jobs themselves: pg-boss's own counts are kept by a worker,
 * and stand still when none is alive.
 */
export async function readBacklog(): Promise<Backlog[]> {
  const { rows } = await database().query(
    `SELECT queue.name AS job, counted.waiting,
       coalesce(extract(epoch FROM now() - oldest.due), 0)::float8 AS "oldestSeconds"
     FROM unnest($1::text[]) AS queue (name)
     CROSS JOIN LATERAL (SELECT count(*)::int AS waiting FROM (
       SELECT 1 FROM pgboss.job
       WHERE job.name = queue.name AND state IN ('created', 'retry') AND NOT blocked AND start_after <= now()
       LIMIT 10000) AS few) AS counted
     CROSS JOIN LATERAL (SELECT least(
       (SELECT start_after FROM pgboss.job WHERE job.name = queue.name AND state = 'created' AND NOT blocked
          AND start_after <= now() ORDER BY start_after LIMIT 1),
       (SELECT start_after FROM pgboss.job WHERE job.name = queue.name AND state = 'retry' AND NOT blocked
          AND start_after <= now() ORDER BY start_after LIMIT 1)) AS due) AS oldest`,
    [Object.keys(jobs)],
  );
  return rows as Backlog[];
}

import { Gauge, Registry } from "prom-client";
import { database } from "@/lib/database";
import { metrics } from "@/lib/observability/metrics";
import { jobs } from "./jobs";

/**
 * Everything that this process counts, and what waits in the queue at this moment, as Prometheus reads it. Where the
 * database does not answer, the queue's lines are left out and `dossier_database_up` is 0.
 */
export async function renderMetrics(): Promise<{ contentType: string; text: string }> {
  const { registry } = metrics();
  // A registry of its own for each answer: two at once do not mix.
  const now = new Registry();
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name, help, labelNames, registers: [now] });
  const pool = database().pool?.();
  if (pool) {
    const connections = gauge("dossier_database_connections", "Connections of this process's pool", ["state"]);
    connections.set({ state: "busy" }, pool.busy);
    connections.set({ state: "idle" }, pool.idle);
    gauge("dossier_database_connections_max", "Connections that the pool may open").set(pool.max);
    gauge("dossier_database_waiting", "Queries that wait for a connection of the pool").set(pool.waiting);
  }
  const up = gauge("dossier_database_up", "Whether the database answered while this was read");
  try {
    const backlog = await readBacklog();
    const waiting = gauge("dossier_queue_waiting", "Jobs that are due and wait, counted up to 10,000", ["job"]);
    const oldest = gauge("dossier_queue_oldest_seconds", "How long the first waiting job has been due", ["job"]);
    for (const { job, waiting: count, oldestSeconds } of backlog) {
      waiting.set({ job }, count);
      oldest.set({ job }, oldestSeconds);
    }
    up.set(1);
  } catch {
    up.set(0);
  }
  return { contentType: registry.contentType, text: `${await registry.metrics()}\n${await now.metrics()}` };
}

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
 * and stay as they are when none is alive.
 */
async function readBacklog(): Promise<Backlog[]> {
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

import { Gauge, Registry } from "prom-client";
import { database } from "@/lib/database";
import { metrics } from "@/lib/observability/metrics";
import { readBacklog } from "./read-backlog";

/**
 * Everything that this process counts, and what waits in the queue at this moment, as Prometheus reads it. Where the
 * database does not answer, the queue's lines are left out and `dossier_database_up` is 0.
 */
export async function renderMetrics(): Promise<{ contentType: string; text: string }> {
  const { registry } = metrics();
  // Made anew for each answer: two that are asked for at once do not mix.
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

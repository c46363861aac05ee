import { fromPglite, PgBoss } from "pg-boss";
import { database } from "@/lib/database";
import { env } from "@/lib/env";
import { logger } from "@/lib/logger";
import { type JobName, jobs } from "./jobs";

const shared = globalThis as typeof globalThis & { dossierQueue?: PgBoss };

/** The started queue. Next's bundles and the server around them share it. */
export function queue(): PgBoss {
  if (!shared.dossierQueue) throw new Error("startQueue() has not run in this process");
  return shared.dossierQueue;
}

/**
 * Starts pg-boss on the open database and creates its queues. It only sends until `startWorker`.
 * @returns the queue; stop it before the database closes.
 */
export async function startQueue(): Promise<PgBoss> {
  const { databaseUrl, worker } = env();
  const { embedded } = database();
  const boss = new PgBoss({
    ...(embedded
      ? { db: fromPglite(embedded), backend: "pglite" as const }
      : { connectionString: databaseUrl, max: 6 }),
    useListenNotify: worker,
    supervise: worker,
    schedule: worker,
    // How soon the jobs of a killed process are noticed: see heartbeatSeconds below.
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    persistWarnings: false,
  });
  boss.on("error", (error) => logger.error({ err: error }, "queue error"));
  await boss.start();
  for (const name of Object.keys(jobs) as JobName[]) {
    const options = queueOptions(name);
    await boss.createQueue(name, options);
    await boss.updateQueue(name, options);
  }
  shared.dossierQueue = boss;
  return boss;
}

function queueOptions(name: JobName) {
  const job = jobs[name];
  return {
    notify: true,
    retryLimit: job.retryLimit,
    retryDelay: job.retryDelaySeconds,
    retryBackoff: true,
    retryDelayMax: job.retryDelayMaxSeconds,
    // A worker that is killed misses its heartbeat, and the next process takes the job up again.
    heartbeatSeconds: 10,
    expireInSeconds: 6 * 3600,
    deleteAfterSeconds: 24 * 3600,
  };
}

import { fromPglite, PgBoss } from "pg-boss";
import { database } from "@/lib/database";
import { env } from "@/lib/env";
import { logger } from "@/lib/logger";
import { databaseLimits } from "@/lib/time-limits";
import { type JobName, jobs } from "./jobs";

const shared = globalThis as typeof globalThis & { dossierQueue?: PgBoss; dossierWorkers?: Map<JobName, string[]> };

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
      : { connectionString: databaseUrl, max: 6, ...queueLimits }),
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
    const options = queueOptions(name, embedded !== undefined);
    await boss.createQueue(name, options);
    await boss.updateQueue(name, options);
  }
  shared.dossierQueue = boss;
  shared.dossierWorkers = new Map();
  return boss;
}

const { connectionSeconds, lockSeconds, statementSeconds } = databaseLimits.jobs;
const queueLimits = {
  connectionTimeoutMillis: connectionSeconds * 1000,
  options: `-c lock_timeout=${lockSeconds}s -c statement_timeout=${statementSeconds}s`,
};

/** Remembers a worker of this process, for `wakeWorkers`. */
export function addWorker(name: JobName, workerId: string): void {
  const workers = shared.dossierWorkers;
  workers?.set(name, [...(workers.get(name) ?? []), workerId]);
}

/**
 * Has this process's workers look for jobs of a name now, after the commit that added one without announcing it.
 * Other processes' workers find it when they poll.
 */
export function wakeWorkers(name: JobName): void {
  for (const workerId of shared.dossierWorkers?.get(name) ?? []) queue().notifyWorker(workerId);
}

function queueOptions(name: JobName, embedded: boolean) {
  const job = jobs[name];
  return {
    notify: job.announced || embedded,
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

import type { JobResult, JobWithMetadata } from "pg-boss";
import { asJob } from "@/lib/database";
import { logger } from "@/lib/logger";
import { metrics } from "@/lib/observability/metrics";
import { type JobData, type JobName, jobs } from "./jobs";
import { addWorker, queue } from "./queue";

/** What a job may ask the worker that runs it. */
export interface JobContext {
  /** Aborted when the process shuts down or the job was taken away. */
  signal: AbortSignal;
  /** 0 at the first run. */
  retryCount: number;
  /** Whether a failure of this run is final. */
  lastTry: boolean;
}

/** The handler of each job. */
export type JobHandlers = { [N in JobName]: (data: JobData<N>, context: JobContext) => Promise<void> };

/** Starts to work on every job in this process. Handlers come from `lib/worker/handlers.ts`. */
export async function startWorker(handlers: JobHandlers): Promise<void> {
  for (const name of Object.keys(jobs) as JobName[]) await work(name, handlers[name] as Handler);
  for (const [name, cron] of Object.entries(SCHEDULE)) await queue().schedule(name, cron, {}, { singletonKey: name });
}

/** The jobs that run by the clock. */
const SCHEDULE = {
  "clean-up": "*/10 * * * *",
  "remind-unverified": "*/10 * * * *",
  "due-digest": "*/5 * * * *",
  "mind-pauses": "7 * * * *",
} as const satisfies { [N in JobName]?: string };

type Handler = (data: unknown, context: JobContext) => Promise<void>;

async function work(name: JobName, handler: Handler) {
  for (let worker = 0; worker < jobs[name].workers; worker++) await startOne(name, handler);
}

/** One worker: takes up to a batch of waiting jobs, runs them all at once, and records how each ended. */
async function startOne(name: JobName, handler: Handler) {
  const { batch, announced } = jobs[name];
  const workerId = await queue().work(
    name,
    {
      includeMetadata: true,
      batchSize: batch,
      perJobResults: true,
      pollingIntervalSeconds: announced ? 2 : 0.5,
      notifyPollingIntervalSeconds: 2,
    },
    async (taken) => {
      try {
        return await Promise.all(taken.map((job) => run(name, handler, job as JobWithMetadata)));
      } finally {
        // Looks for the next jobs immediately: those that piled up while no worker ran are not announced again.
        queue().notifyWorker(workerId);
      }
    },
  );
  addWorker(name, workerId);
}

async function run(name: JobName, handler: Handler, job: JobWithMetadata): Promise<JobResult> {
  const { id, signal, retryCount } = job;
  const lastTry = retryCount >= job.retryLimit;
  const end = metrics().jobs.startTimer({ job: name });
  try {
    await asJob(() => handler(jobs[name].data.parse(job.data), { signal, retryCount, lastTry }));
    end({ result: "done" });
    return { id, status: "completed" };
  } catch (error) {
    end({ result: signal.aborted ? "handed_back" : lastTry ? "given_up" : "retry" });
    logger.warn({ err: error, job: name, jobId: id, retryCount }, "job failed");
    // What a job throws is stored with it, and messages can quote addresses: keep only the kind.
    return { id, status: "failed", output: { message: error instanceof Error ? error.name : "failed" } };
  }
}

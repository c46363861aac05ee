import { logger } from "@/lib/logger";
import { metrics } from "@/lib/metrics";
import { watchClock } from "./follow-clock";
import { type JobData, type JobName, jobs } from "./jobs";
import { queue } from "./queue";

/** What a job may ask of the one that runs it. */
export interface JobContext {
  /** Aborted when the process shuts down or the job was taken away. */
  signal: AbortSignal;
  /** 0 at the first run. */
  retryCount: number;
  /** Whether a failure of this run is the last word. */
  lastTry: boolean;
}

/** The handler of each job. */
export type JobHandlers = { [N in JobName]: (data: JobData<N>, context: JobContext) => Promise<void> };

/** Starts to work on every job in this process. Handlers come from `lib/queue/handlers.ts`. */
export async function startWorker(handlers: JobHandlers): Promise<void> {
  for (const name of Object.keys(jobs) as JobName[]) await work(name, handlers[name] as Handler);
  await watchClock();
  await queue().schedule("clean-up", "*/10 * * * *", {}, { singletonKey: "clean-up" });
}

type Handler = (data: unknown, context: JobContext) => Promise<void>;

async function work(name: JobName, handler: Handler) {
  for (let worker = 0; worker < jobs[name].concurrency; worker++) await workOneByOne(name, handler);
}

async function workOneByOne(name: JobName, handler: Handler) {
  const { data } = jobs[name];
  const workerId = await queue().work(
    name,
    {
      includeMetadata: true,
      batchSize: 1,
      pollingIntervalSeconds: 2,
      notifyPollingIntervalSeconds: 2,
    },
    async ([job]) => {
      if (!job) return;
      const lastTry = job.retryCount >= job.retryLimit;
      const end = metrics().jobs.startTimer({ job: name });
      try {
        await handler(data.parse(job.data), {
          signal: job.signal,
          retryCount: job.retryCount,
          lastTry,
        });
        end({ result: "done" });
      } catch (error) {
        end({ result: job.signal.aborted ? "handed_back" : lastTry ? "given_up" : "retry" });
        logger.warn({ err: error, job: name, jobId: job.id, retryCount: job.retryCount }, "job failed");
        // What a job throws is stored with it, and messages can quote addresses: keep the kind alone.
        throw new Error(error instanceof Error ? error.name : "failed");
      } finally {
        // It looks for the next job at once: what piled up while no worker ran is announced no more.
        queue().notifyWorker(workerId);
      }
    },
  );
}

import { setTimeout as wait } from "node:timers/promises";
import { type JobName, jobs } from "./jobs";
import { queue } from "./queue";

/**
 * Takes no new jobs, and waits at most `seconds` for running ones. Jobs can still be added until `closeQueue`.
 */
export async function finishJobs(seconds: number): Promise<void> {
  const over = new AbortController();
  const finished = Promise.all((Object.keys(jobs) as JobName[]).map((name) => queue().offWork(name, { wait: true })));
  const late = wait(seconds * 1000, undefined, { signal: over.signal }).catch(() => {});
  await Promise.race([finished, late]);
  over.abort();
}

/**
 * Ends the queue in this process. A job that is still running is handed back, for another process to run, and its
 * signal is aborted.
 */
export async function closeQueue(): Promise<void> {
  await queue().stop({ graceful: true, timeout: 1000 });
}

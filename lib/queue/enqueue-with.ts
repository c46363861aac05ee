import { database } from "@/lib/database";
import { logger } from "@/lib/logger";
import { type JobData, type JobName, jobs } from "./jobs";
import { queue } from "./queue";

/** What causes a job, as SQL: `name AS (INSERT …), name AS (…)`, whose parameters start at $2. */
export interface Cause {
  expressions: string;
  values: unknown[];
}

/**
 * Writes rows and the job that they cause in one statement: one round trip and one commit, where a
 * transaction takes four. For what anybody may send often; everything else uses `enqueue`.
 * @param startAfterSeconds how long to wait before the job may run.
 * @throws what the database says of the rows, such as a unique violation: then there is no job either.
 */
export async function enqueueWith<N extends JobName>(
  cause: Cause,
  name: N,
  data: JobData<N>,
  startAfterSeconds = 0,
): Promise<void> {
  let notification: string | undefined;
  // pg-boss writes its own statement, whose one parameter is $1; the cause runs before it as part of it.
  const executeSql = async (text: string, values: unknown[] = []) => {
    const telling = text.split("\n").find((line) => line.includes("SELECT pg_notify("));
    const insert = telling ? text.replace(telling, "SELECT 1") : text;
    notification = telling;
    return await database().prepared(`WITH ${cause.expressions}${insert.replace(/^\s*WITH\s/, ", ")}`, [
      ...values,
      ...cause.values,
    ]);
  };
  await queue().send(name, jobs[name].data.parse(data), {
    db: { executeSql },
    ...(startAfterSeconds > 0 && { startAfter: startAfterSeconds }),
  });
  if (notification && startAfterSeconds === 0) void notifyWorkers(notification);
}

// By notification: whether another job came while one was under way.
const underWay = new Map<string, boolean>();

/**
 * Wakes the workers, after the commit and once for all jobs that come meanwhile. A commit that holds a
 * notification locks out every other such commit until the disk has it (PostgreSQL's PreCommit_Notify),
 * so that they could not share one write. Where this fails, the workers' own polling finds the job.
 */
async function notifyWorkers(notification: string): Promise<void> {
  if (underWay.has(notification)) return void underWay.set(notification, true);
  try {
    do {
      underWay.set(notification, false);
      await database().prepared(notification, []);
    } while (underWay.get(notification));
  } catch (error) {
    logger.warn({ err: error }, "workers not notified");
  } finally {
    underWay.delete(notification);
  }
}

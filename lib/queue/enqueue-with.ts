import { setTimeout as wait } from "node:timers/promises";
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
  const executeSql = async (text: string, values: unknown[] = []) => {
    const joined = join(cause.expressions, text);
    notification = joined.notification;
    return await database().prepared(joined.statement, [...values, ...cause.values]);
  };
  await queue().send(name, jobs[name].data.parse(data), {
    db: { executeSql },
    ...(startAfterSeconds > 0 && { startAfter: startAfterSeconds }),
  });
  if (notification && startAfterSeconds === 0) void notifyWorkers(notification);
}

interface Joined {
  /** What pg-boss sends for a job. */
  insert: string;
  statement: string;
  notification: string | undefined;
}

// By a cause's expressions. Kept, for a text that is made anew has to be hashed anew, wherever it is looked up.
const joinedStatements = new Map<string, Joined>();

/** pg-boss writes its own statement, whose one parameter is $1; the cause runs before it as part of it. */
function join(expressions: string, insert: string): Joined {
  const known = joinedStatements.get(expressions);
  if (known?.insert === insert) return known;
  const notification = insert.split("\n").find((line) => line.includes("SELECT pg_notify("));
  const silent = notification ? insert.replace(notification, "SELECT 1") : insert;
  const statement = `WITH ${expressions}${silent.replace(/^\s*WITH\s/, ", ")}`;
  const joined = { insert, statement, notification };
  joinedStatements.set(expressions, joined);
  return joined;
}

/** How long more jobs are waited for before the workers are told again: a notification is a statement, too. */
const NOTIFICATION_SPACING_MS = 50;

// By notification: whether another job came while one was under way.
const underWay = new Map<string, boolean>();

/**
 * Wakes the workers, after the commit: at once for a job alone, once for all that come soon after. A commit that holds a
 * notification locks out every other such commit until the disk has it (PostgreSQL's PreCommit_Notify),
 * so that they could not share one write. Where this fails, the workers' own polling finds the job.
 */
async function notifyWorkers(notification: string): Promise<void> {
  if (underWay.has(notification)) return void underWay.set(notification, true);
  try {
    do {
      underWay.set(notification, false);
      await database().prepared(notification, []);
      await wait(NOTIFICATION_SPACING_MS, undefined, { ref: false });
    } while (underWay.get(notification));
  } catch (error) {
    logger.warn({ err: error }, "workers not notified");
  } finally {
    underWay.delete(notification);
  }
}

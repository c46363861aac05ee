import { database } from "@/lib/database";
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
  // pg-boss writes its own statement, whose one parameter is $1; the cause runs before it as part of it.
  const executeSql = async (text: string, values: unknown[] = []) => {
    const statement = `WITH ${cause.expressions}${text.replace(/^\s*WITH\s/, ", ")}`;
    return await database().prepared(statement, [...values, ...cause.values]);
  };
  await queue().send(name, jobs[name].data.parse(data), {
    db: { executeSql },
    ...(startAfterSeconds > 0 && { startAfter: startAfterSeconds }),
  });
}

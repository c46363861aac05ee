import { type Prepared, statementsOf, type Transaction } from "@/lib/database";
import { type JobData, type JobName, jobs } from "./jobs";
import { queue } from "./queue";

/**
 * Adds a job in the transaction that causes it: it runs if and only if the transaction commits.
 * @param transaction Prisma's, or one of `database().transaction`.
 * @param startAfterSeconds how long to wait before it may run.
 */
export async function enqueue<N extends JobName>(
  transaction: Transaction | Prepared,
  name: N,
  data: JobData<N>,
  startAfterSeconds = 0,
): Promise<void> {
  const executeSql = statementsOf(transaction);
  await queue().send(name, jobs[name].data.parse(data), {
    db: { executeSql: (text, values = []) => executeSql(text, values) },
    ...(startAfterSeconds > 0 && { startAfter: startAfterSeconds }),
  });
}

import { fromPrisma } from "pg-boss";
import type { Transaction } from "@/lib/database";
import { type JobData, type JobName, jobs } from "./jobs";
import { queue } from "./queue";

/**
 * Adds a job in the transaction that causes it: it runs if and only if the transaction commits.
 * @param startAfterSeconds how long to wait before it may run.
 */
export async function enqueue<N extends JobName>(
  transaction: Transaction,
  name: N,
  data: JobData<N>,
  startAfterSeconds = 0,
): Promise<void> {
  await queue().send(name, jobs[name].data.parse(data), {
    db: fromPrisma(transaction),
    ...(startAfterSeconds > 0 && { startAfter: startAfterSeconds }),
  });
}

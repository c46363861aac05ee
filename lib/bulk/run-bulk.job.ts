import { prisma } from "@/lib/database";
import { enqueue } from "@/lib/queue/enqueue";
import type { JobData } from "@/lib/queue/jobs";
import type { JobContext } from "@/lib/queue/worker";
import { giveUpBulk, runBulk } from "./run-bulk";

/** Does or undoes an act on many requests. When the last try fails, the requests that it did not get to are left out. */
export async function runBulkJob(data: JobData<"run-bulk">, { signal, lastTry }: JobContext): Promise<void> {
  try {
    await runBulk(data, signal);
  } catch (error) {
    if (lastTry && !signal.aborted) await giveUpBulk(data);
    // A shutdown is no failure: a process that comes later continues it.
    else if (lastTry) await prisma().$transaction((transaction) => enqueue(transaction, "run-bulk", data));
    throw error;
  }
}

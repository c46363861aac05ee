import { TakenOverError } from "@/lib/archive/chunk-store";
import { prisma } from "@/lib/database";
import { enqueue } from "@/lib/queue/enqueue";
import type { JobData } from "@/lib/queue/jobs";
import type { JobContext } from "@/lib/queue/worker";
import { endImport } from "./end-import";
import { runImport } from "./run-import";

const TURN_SECONDS = 3;

/** Imports checked files; where another import of the store is running, looks again soon. When the last try fails, it ends. */
export async function runImportJob(data: JobData<"run-import">, { signal, lastTry }: JobContext): Promise<void> {
  try {
    if (!(await runImport(data, signal)))
      await prisma().$transaction((transaction) => enqueue(transaction, "run-import", data, TURN_SECONDS));
  } catch (error) {
    if (error instanceof TakenOverError) return; // the other run imports it
    if (lastTry)
      await prisma().$transaction(async (transaction) => {
        if (!signal.aborted) await endImport(transaction, data, ["queued", "importing"], "failed");
        // A shutdown is no failure: a process that comes later continues it.
        else await enqueue(transaction, "run-import", data);
      });
    throw error;
  }
}

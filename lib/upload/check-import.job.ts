import { prisma } from "@/lib/database";
import { enqueue } from "@/lib/queue/enqueue";
import type { JobData } from "@/lib/queue/jobs";
import type { JobContext } from "@/lib/queue/worker";
import { checkImport, RefusedFilesError } from "./check-import";
import { endImport } from "./end-import";

/** Checks an uploaded import; when its files are refused, or the last try fails, it ends. */
export async function checkImportJob(data: JobData<"check-import">, { signal, lastTry }: JobContext): Promise<void> {
  const fail = (failure?: string) =>
    prisma().$transaction((transaction) => endImport(transaction, data, ["checking"], "failed", { failure }));
  try {
    await checkImport(data, signal);
  } catch (error) {
    if (error instanceof RefusedFilesError) return void (await fail(JSON.stringify(error.reasons)));
    if (lastTry) {
      if (!signal.aborted) await fail();
      // A shutdown is no failure: a process that comes later checks it.
      else await prisma().$transaction((transaction) => enqueue(transaction, "check-import", data));
    }
    throw error;
  }
}

import { TakenOverError } from "@/lib/archive/chunk-store";
import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import { enqueue } from "@/lib/queue/enqueue";
import type { JobData } from "@/lib/queue/jobs";
import type { JobContext } from "@/lib/queue/worker";
import { buildExport } from "./build-export";
import { failExport } from "./fail-export";

/** Builds an export; when the last try fails, so does the export, and an event of the request records it. */
export async function buildExportJob(data: JobData<"build-export">, context: JobContext): Promise<void> {
  try {
    await buildExport(data, context.signal);
  } catch (error) {
    if (error instanceof TakenOverError) return; // the other run builds it
    // A copy whose original has expired: trying again does not bring it back.
    if (error instanceof UserError) return await failExport(data);
    if (context.lastTry) {
      if (!context.signal.aborted) await failExport(data);
      // A shutdown is no failure: a process that comes later builds it.
      else await prisma().$transaction((transaction) => enqueue(transaction, "build-export", data));
    }
    throw error;
  }
}

import { recordEvent } from "@/lib/audit/record-event";
import { prisma } from "@/lib/database";
import type { JobData } from "@/lib/queue/jobs";
import type { JobContext } from "@/lib/queue/worker";
import { buildExport } from "./build-export";
import { deleteBytes } from "./delete-bytes";

/** Builds an export; when the last try fails, the export has failed and the request says so. */
export async function buildExportJob(data: JobData<"build-export">, context: JobContext): Promise<void> {
  try {
    await buildExport(data, context.signal);
  } catch (error) {
    // A shutdown is no failure: the next process takes the job up again.
    if (context.lastTry && !context.signal.aborted) await fail(data);
    throw error;
  }
}

async function fail({ storeId, exportId }: JobData<"build-export">) {
  await prisma().$transaction(async (transaction) => {
    const { count } = await transaction.export.updateMany({
      where: { storeId, id: exportId, state: { in: ["queued", "collecting"] } },
      data: { state: "failed", wrappedKey: null },
    });
    if (count === 0) return;
    await deleteBytes(transaction, { storeId, exportId });
    const { requestId } = await transaction.export.findUniqueOrThrow({
      where: { storeId_id: { storeId, id: exportId } },
      select: { requestId: true },
    });
    await recordEvent(transaction, {
      storeId,
      requestId,
      type: "export_failed",
      actor: { kind: "system" },
      data: { exportId },
    });
  });
}

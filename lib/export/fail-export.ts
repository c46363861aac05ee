import type { ExportKey } from "@/lib/archive/export-key";
import { prisma } from "@/lib/database";
import { recordEvent } from "@/lib/event/record-event";
import { metrics } from "@/lib/observability/metrics";
import { enqueue } from "@/lib/queue/enqueue";
import { deleteBytes } from "./delete-bytes";

/**
 * Ends an export that could not be built: its bytes and its key are deleted, and the request says so. Of a reviewed
 * copy, the delivery that waits for it says so.
 */
export async function failExport({ storeId, exportId }: ExportKey): Promise<void> {
  const ended = await prisma().$transaction(async (transaction) => {
    const [failed] = await transaction.export.updateManyAndReturn({
      where: { storeId, id: exportId, state: { in: ["queued", "collecting"] } },
      data: { state: "failed", section: null, wrappedKey: null },
      select: { requestId: true, reviewOfId: true },
    });
    if (!failed) return false;
    await deleteBytes(transaction, { storeId, exportId });
    if (failed.reviewOfId) {
      await enqueue(transaction, "start-delivery", { storeId, exportId });
      return true;
    }
    await recordEvent(transaction, {
      storeId,
      requestId: failed.requestId,
      type: "export_failed",
      actor: { kind: "system" },
      data: { exportId },
    });
    return true;
  });
  if (ended) metrics().exports.inc({ result: "failed" });
}

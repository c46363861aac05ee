import type { ExportKey } from "@/lib/archive/export-key";
import { prisma } from "@/lib/database";
import type { Actor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";

/** Records that a merchant downloads an export: the first time on its row, every time as an event. */
export async function recordDownload({ storeId, exportId, actor }: ExportKey & { actor: Actor }): Promise<void> {
  await prisma().$transaction(async (transaction) => {
    const { requestId } = await transaction.export.findUniqueOrThrow({
      where: { storeId_id: { storeId, id: exportId } },
      select: { requestId: true },
    });
    await transaction.export.updateMany({
      where: { storeId, id: exportId, downloadedAt: null },
      data: { downloadedAt: new Date() },
    });
    await recordEvent(transaction, { storeId, requestId, type: "export_downloaded", actor, data: { exportId } });
  });
}

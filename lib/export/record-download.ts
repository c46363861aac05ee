import type { Actor } from "@/lib/audit/events";
import { recordEvent } from "@/lib/audit/record-event";
import { prisma } from "@/lib/database";

/** Records that somebody downloaded an export: the first time on its row, each time as an event. */
export async function recordDownload({
  storeId,
  exportId,
  actor,
}: {
  storeId: string;
  exportId: string;
  actor: Actor;
}): Promise<void> {
  await prisma().$transaction(async (transaction) => {
    const { requestId, downloadedAt } = await transaction.export.findUniqueOrThrow({
      where: { storeId_id: { storeId, id: exportId } },
      select: { requestId: true, downloadedAt: true },
    });
    if (!downloadedAt)
      await transaction.export.update({
        where: { storeId_id: { storeId, id: exportId } },
        data: { downloadedAt: new Date() },
        select: { id: true },
      });
    await recordEvent(transaction, { storeId, requestId, type: "export_downloaded", actor, data: { exportId } });
  });
}

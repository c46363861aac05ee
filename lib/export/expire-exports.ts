import { recordEvent } from "@/lib/audit/record-event";
import { prisma } from "@/lib/database";
import { deleteBytes } from "./delete-bytes";

/**
 * Ends exports that have outlived their time: the bytes and their key are deleted, the record stays.
 * @returns how many ended.
 */
export async function expireExports(now = new Date()): Promise<number> {
  const ended = await prisma().export.findMany({
    where: { state: "ready", expiresAt: { lte: now } },
    select: { storeId: true, id: true, requestId: true },
    take: 500,
  });
  for (const { storeId, id, requestId } of ended) {
    await prisma().$transaction(async (transaction) => {
      const { count } = await transaction.export.updateMany({
        where: { storeId, id, state: "ready" },
        data: { state: "expired", wrappedKey: null },
      });
      if (count === 0) return;
      await deleteBytes(transaction, { storeId, exportId: id });
      await recordEvent(transaction, {
        storeId,
        requestId,
        type: "export_expired",
        actor: { kind: "system" },
        data: { exportId: id },
      });
    });
  }
  return ended.length;
}

import type { ExportKey } from "@/lib/archive/export-key";
import { prisma, type Transaction } from "@/lib/database";
import { recordEvent } from "@/lib/event/record-event";
import { expired } from "@/lib/expiry";

/** What ends with an export's bytes, in the same transaction. */
type EndWithBytes = (transaction: Transaction, target: ExportKey) => Promise<void>;

/**
 * Ends the exports, of all stores, that have expired: the bytes and their key are deleted, what the archive held stays
 * listed.
 * @param endWithBytes ends what cannot go on without them.
 * @returns how many ended.
 */
export async function expireExports(now = new Date(), endWithBytes: EndWithBytes = async () => {}): Promise<number> {
  const due = await prisma().export.findMany({
    where: { state: "ready", expiresAt: expired(now) },
    orderBy: { expiresAt: "asc" },
    select: { storeId: true, id: true },
    take: 500,
  });
  let ended = 0;
  for (const { storeId, id } of due) if (await expireExport(storeId, id, now, endWithBytes)) ended += 1;
  return ended;
}

async function expireExport(storeId: string, id: string, now: Date, endWithBytes: EndWithBytes): Promise<boolean> {
  return await prisma().$transaction(async (transaction) => {
    // First the request, like everything that also changes its deliveries. Raw, since Prisma has no locks.
    await transaction.$queryRaw`
      SELECT 1 FROM request WHERE store_id = ${storeId}::uuid AND id = (
        SELECT request_id FROM export WHERE store_id = ${storeId}::uuid AND id = ${id}::uuid
      ) FOR NO KEY UPDATE`;
    const [ended] = await transaction.export.updateManyAndReturn({
      // Asked again: a delivery that has just started keeps it longer.
      where: { storeId, id, state: "ready", expiresAt: expired(now) },
      data: { state: "expired", wrappedKey: null },
      select: { requestId: true, reviewOfId: true },
    });
    if (!ended) return false; // another process was faster
    await transaction.exportChunk.deleteMany({ where: { storeId, exportId: id } });
    await endWithBytes(transaction, { storeId, exportId: id });
    const event = { storeId, requestId: ended.requestId, type: "export_expired", data: { exportId: id } } as const;
    // A reviewed copy has no events of its own: its delivery has.
    if (!ended.reviewOfId) await recordEvent(transaction, { ...event, actor: { kind: "system" } });
    return true;
  });
}

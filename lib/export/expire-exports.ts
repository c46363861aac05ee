import { recordEvent } from "@/lib/audit/record-event";
import { prisma } from "@/lib/database";
import { deleteBytes } from "./delete-bytes";

/**
 * Ends exports that have outlived their time, of all stores: the bytes and their key are deleted,
 * what the archive held stays listed.
 * @returns how many ended.
 */
export async function expireExports(now = new Date()): Promise<number> {
  const due = await prisma().export.findMany({
    where: { state: "ready", expiresAt: { lte: now } },
    orderBy: { expiresAt: "asc" },
    select: { storeId: true, id: true },
    take: 500,
  });
  let ended = 0;
  for (const { storeId, id } of due) if (await expireExport(storeId, id)) ended += 1;
  return ended;
}

async function expireExport(storeId: string, id: string): Promise<boolean> {
  return await prisma().$transaction(async (transaction) => {
    const [expired] = await transaction.export.updateManyAndReturn({
      where: { storeId, id, state: "ready" },
      data: { state: "expired", wrappedKey: null },
      select: { requestId: true },
    });
    if (!expired) return false; // another process was faster
    await deleteBytes(transaction, { storeId, exportId: id });
    await recordEvent(transaction, {
      storeId,
      requestId: expired.requestId,
      type: "export_expired",
      actor: { kind: "system" },
      data: { exportId: id },
    });
    return true;
  });
}

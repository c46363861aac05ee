import type { ExportKey } from "@/lib/archive/export-key";
import type { Transaction } from "@/lib/database";

/** Deletes every byte of an export's archive. What it held stays listed in export_file. */
export async function deleteBytes(transaction: Transaction, { storeId, exportId }: ExportKey): Promise<void> {
  await transaction.exportChunk.deleteMany({ where: { storeId, exportId } });
}

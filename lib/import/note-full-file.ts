import type { Transaction } from "@/lib/database";
import type { FileSummary } from "./process-file";

/**
 * Notes, after a customers file of which no row was skipped, when it was imported: who was stored before and is not in it
 * is missing (lib/customer/list-missing.ts).
 * @returns whether the file is such a one.
 */
export async function noteFullFile(
  transaction: Transaction,
  storeId: string,
  { kind, rowsSkipped }: Pick<FileSummary, "kind" | "rowsSkipped">,
  at: Date,
): Promise<boolean> {
  if (kind !== "customers" || rowsSkipped > 0) return false;
  await transaction.store.update({ where: { id: storeId }, data: { customersFileAt: at }, select: { id: true } });
  return true;
}

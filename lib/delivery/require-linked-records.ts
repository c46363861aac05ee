import type { Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import { storedRecords } from "@/lib/export/stored-sources";

/**
 * Holds a delivery back whose export was made from a record that is not the person's, as a member of the store has said since.
 * @param target an export, or its reviewed copy.
 * @throws UserError "recordRejected".
 */
export async function requireLinkedRecords(
  { storeId, requestId, exportId }: { storeId: string; requestId: string; exportId: string },
  transaction: Transaction,
): Promise<void> {
  if (await holdsRejected({ storeId, requestId, exportId }, transaction)) throw new UserError("recordRejected");
}

/** Whether an export, or the one that a reviewed copy was made of, holds a record that is not the person's after all. */
export async function holdsRejected(
  { storeId, requestId, exportId }: { storeId: string; requestId: string; exportId: string },
  transaction: Transaction,
): Promise<boolean> {
  const { records, reviewOfId } = await transaction.export.findUniqueOrThrow({
    where: { storeId_id: { storeId, id: exportId } },
    select: { records: true, reviewOfId: true },
  });
  // A copy has its original's rows.
  if (reviewOfId) return await holdsRejected({ storeId, requestId, exportId: reviewOfId }, transaction);
  const rejected = await transaction.requestRecord.findMany({
    where: { storeId, requestId, state: "rejected" },
    select: { source: true, record: true },
  });
  const held = storedRecords.parse(records);
  return rejected.some((one) => held.some(({ source, record }) => source === one.source && record === one.record));
}

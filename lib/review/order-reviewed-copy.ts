import type { Actor } from "@/lib/audit/events";
import type { Transaction } from "@/lib/database";

/** What is delivered of an export: the export itself where nothing was redacted. */
export async function orderReviewedCopy(
  transaction: Transaction,
  { storeId, exportId }: { storeId: string; exportId: string; actor: Actor },
): Promise<{ exportId: string }> {
  const redactions = await transaction.redaction.count({ where: { storeId, exportId } });
  if (redactions > 0) throw new Error("a reviewed copy cannot be made yet");
  return { exportId };
}

import type { Transaction } from "@/lib/database";
import type { CorrectionChange } from "@/prisma/generated/client";
import { type AddressPart, type CustomerPart, isCorrectableField, readField, writeField } from "./correctable-fields";

/** The corrections of some customers that no file has confirmed yet, by customer, oldest first. */
export type UnsettledCorrections = Map<string, CorrectionChange[]>;

/** Reads what staff corrected in some customers, and no file has confirmed or replaced since. */
export async function findUnsettled(
  transaction: Transaction,
  storeId: string,
  customerIds: string[],
): Promise<UnsettledCorrections> {
  const rows = await transaction.correctionChange.findMany({
    where: { storeId, customerId: { in: customerIds }, settledAt: null },
    orderBy: [{ at: "asc" }, { requestId: "asc" }],
  });
  return Map.groupBy(rows, ({ customerId }) => customerId);
}

/**
 * What a file says of a customer, with the corrected values in place of those that were found wrong: a file that still has the
 * old value has not heard of the correction. One that says anything else is newer, and settles it.
 */
export function keepCorrections<C extends CustomerPart, A extends AddressPart>(
  said: { customer: C; address: A | null },
  corrections: CorrectionChange[],
) {
  let kept = 0;
  const settled: CorrectionChange[] = [];
  let result = said;
  for (const change of corrections) {
    if (!isCorrectableField(change.field)) continue;
    const value = readField(change.field, result.customer, result.address);
    if (value === undefined) continue;
    if (value === change.oldValue) {
      kept += 1;
      result = writeField(change.field, change.newValue, result);
    } else settled.push(change);
  }
  return { ...result, kept, settled };
}

/** Notes that a file no longer has the old values. */
export async function settleCorrections(
  transaction: Transaction,
  storeId: string,
  settled: CorrectionChange[],
  at: Date,
): Promise<void> {
  if (settled.length === 0) return;
  await transaction.correctionChange.updateMany({
    where: {
      storeId,
      OR: settled.map(({ requestId, customerId, field }) => ({ requestId, customerId, field })),
    },
    data: { settledAt: at },
  });
}

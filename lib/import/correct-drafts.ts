import { findUnsettled, keepCorrections } from "@/lib/customer/keep-corrections";
import type { Transaction } from "@/lib/database";
import type { CorrectionChange } from "@/prisma/generated/client";
import type { CustomerDraft } from "./read-customer";

/**
 * What of a batch stays as staff corrected it, by the stored customers: a function that corrects each one's draft and counts
 * what it kept, and the corrections that the file settles, which are complete once each draft was corrected.
 */
export async function correctDrafts(transaction: Transaction, storeId: string, existing: { id: string }[]) {
  const unsettled = await findUnsettled(
    transaction,
    storeId,
    existing.map(({ id }) => id),
  );
  const settled: CorrectionChange[] = [];
  const correct = (draft: CustomerDraft, { id }: { id: string }) => {
    const said = { customer: draft.fields, address: draft.address };
    const { customer, address, kept, settled: known } = keepCorrections(said, unsettled.get(id) ?? []);
    settled.push(...known);
    return { draft: { ...draft, fields: customer, address }, kept };
  };
  return { correct, settled };
}

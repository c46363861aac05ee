import type { Deadline } from "@/lib/clock/at-receipt";
import type { Transaction } from "@/lib/database";

/**
 * Adds laws to a request that is joined, in the transaction that locks it; of one that applies already the earlier date
 * counts, unless it was extended.
 */
export async function putDeadlines(
  transaction: Transaction,
  { storeId, requestId }: { storeId: string; requestId: string },
  deadlines: Deadline[],
): Promise<void> {
  await transaction.requestDeadline.createMany({
    data: deadlines.map((deadline) => ({ storeId, requestId, ...deadline })),
    skipDuplicates: true,
  });
  for (const { regime, receivedOn, dueAt } of deadlines)
    await transaction.requestDeadline.updateMany({
      where: { storeId, requestId, regime, dueAt: { gt: dueAt }, extendedFrom: null },
      data: { receivedOn, dueAt },
    });
}

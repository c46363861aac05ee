import { hashRecord } from "@/lib/customer/erased-person";
import type { Transaction } from "@/lib/database";
import { recordEvent } from "@/lib/event/record-event";

/**
 * Notes in an erasure's history that a live source has erased a record, as Shopify tells days or months after it was asked.
 * A second time changes nothing. By then nothing but a hash of the record may be left.
 * @returns whether an erasure had asked the source for it.
 */
export async function confirmErasure(
  transaction: Transaction,
  { storeId, source, record }: { storeId: string; source: string; record: string },
): Promise<boolean> {
  const recordHash = await hashRecord(transaction, { storeId, source, record });
  const step = await transaction.erasureStep.findFirst({
    where: { storeId, source, recordHash },
    orderBy: { doneAt: "desc" },
    select: { requestId: true },
  });
  if (!step) return false;
  const event = { storeId, requestId: step.requestId, type: "erasure_confirmed" } as const;
  // Raw, since Prisma has no locks: of two at once, one notes it.
  await transaction.$queryRaw`
    SELECT 1 FROM request WHERE store_id = ${storeId}::uuid AND id = ${step.requestId}::uuid FOR UPDATE`;
  const told = await transaction.event.count({ where: { ...event, data: { path: ["source"], equals: source } } });
  if (told === 0) await recordEvent(transaction, { ...event, actor: { kind: "system" }, data: { source } });
  return true;
}

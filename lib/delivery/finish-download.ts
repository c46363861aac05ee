import { prisma } from "@/lib/database";
import { moveRequest } from "@/lib/request/request-status";
import type { FoundAccess } from "./find-access";
import { lockDelivery } from "./lock-delivery";

/**
 * Keeps how much an answer carried. The first download that is whole (its last byte was sent, and
 * with it as many as there are) is when the customer had the data: the request is closed as answered.
 * @param sentBytes of this answer.
 * @param reachedEnd whether the archive's last byte was among them.
 */
export async function finishDownload(
  { storeId, deliveryId, requestId, tokenHash }: FoundAccess,
  { sentBytes, reachedEnd, sizeBytes }: { sentBytes: bigint; reachedEnd: boolean; sizeBytes: bigint },
): Promise<void> {
  await prisma().$transaction(async (transaction) => {
    const delivery = await lockDelivery(transaction, storeId, deliveryId);
    const [access] = await transaction.deliveryAccess.updateManyAndReturn({
      where: { storeId, tokenHash },
      data: { bytesSent: { increment: sentBytes } },
      select: { bytesSent: true },
    });
    if (!delivery || !access || !reachedEnd || access.bytesSent < sizeBytes || delivery.deliveredAt) return;
    await transaction.delivery.updateMany({
      where: { storeId, id: deliveryId },
      data: { deliveredAt: new Date() },
    });
    await moveRequest(transaction, { storeId, requestId, actor: { kind: "customer" } }, "answer");
  });
}

import { prisma } from "@/lib/database";
import { recordEvent } from "@/lib/event/record-event";
import { moveRequest } from "@/lib/request/request-status";
import { concludeDelivery } from "./conclude-delivery";
import { lockDelivery } from "./lock-delivery";

/**
 * Records that the encrypted e-mail of a delivery was taken over: the customer has the data, and the
 * request is closed as answered. A delivery by encrypted e-mail is over with it; the link of another
 * stays live. A second run changes nothing.
 */
export async function finishEncryptedEmail(storeId: string, deliveryId: string): Promise<void> {
  const actor = { kind: "system" } as const;
  await prisma().$transaction(async (transaction) => {
    const delivery = await lockDelivery(transaction, storeId, deliveryId);
    if (delivery?.state !== "live") return;
    const target = { storeId, requestId: delivery.requestId, deliveryId };
    if (delivery.method === "encrypted_email") {
      await concludeDelivery(transaction, target, "send", actor);
      return;
    }
    await recordEvent(transaction, { ...target, type: "delivery_sent", actor, data: { deliveryId } });
    await transaction.delivery.updateMany({
      where: { storeId, id: deliveryId, deliveredAt: null },
      data: { deliveredAt: new Date() },
    });
    await moveRequest(transaction, { ...target, actor }, "answer");
  });
}

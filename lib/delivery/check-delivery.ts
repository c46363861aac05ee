import { prisma } from "@/lib/database";
import { standingOf } from "./delivery-standing";

/** Asked while an archive streams. @throws when its delivery opens nothing any more: that breaks the stream off. */
export async function checkDelivery(storeId: string, deliveryId: string): Promise<void> {
  const delivery = await prisma().delivery.findUnique({
    where: { storeId_id: { storeId, id: deliveryId } },
    select: { state: true, expiresAt: true, request: { select: { state: true } } },
  });
  if (!delivery || standingOf(delivery) !== "live") throw new Error("the delivery has ended");
}

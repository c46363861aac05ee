import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { Actor } from "@/lib/event/event-types";
import { type DeliveryMove, moveDelivery } from "./delivery-status";
import { lockDelivery } from "./lock-delivery";

/** Ends a delivery by a merchant's hand. @throws UserError "forbidden" for an unknown one, "deliveryOver" for one that has ended. */
export async function endDelivery(
  { storeId, deliveryId, actor }: { storeId: string; deliveryId: string; actor: Actor },
  move: DeliveryMove & ("decline" | "revoke"),
): Promise<void> {
  await prisma().$transaction(async (transaction) => {
    const delivery = await lockDelivery(transaction, storeId, deliveryId);
    if (!delivery) throw new UserError("forbidden");
    const target = { storeId, requestId: delivery.requestId, deliveryId };
    if (!(await moveDelivery(transaction, target, move, { actor }))) throw new UserError("deliveryOver");
  });
}

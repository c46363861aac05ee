import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import { concludeDelivery } from "./conclude-delivery";
import type { MerchantsDelivery } from "./list-deliveries";
import { lockDelivery } from "./lock-delivery";

/**
 * Records that the password zip and its password were passed on; the request is closed as answered.
 * @throws UserError "forbidden" for an unknown delivery, "invalid" for one by another way,
 * "deliveryOver" for one that is not live.
 */
export async function completeDelivery({ storeId, deliveryId, actor }: MerchantsDelivery): Promise<void> {
  await prisma().$transaction(async (transaction) => {
    const delivery = await lockDelivery(transaction, storeId, deliveryId);
    if (!delivery) throw new UserError("forbidden");
    if (delivery.method !== "password_zip") throw new UserError("invalid");
    if (delivery.state !== "live") throw new UserError("deliveryOver");
    const target = { storeId, requestId: delivery.requestId, deliveryId };
    await concludeDelivery(transaction, target, "handOver", actor);
  });
}

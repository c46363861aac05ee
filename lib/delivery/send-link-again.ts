import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import { recordEvent } from "@/lib/event/record-event";
import type { MerchantsDelivery } from "./list-deliveries";
import { lockDelivery } from "./lock-delivery";

/**
 * Sends the customer another e-mail with a link. Links sent before stay valid; the week does not
 * start anew.
 * @throws UserError "forbidden" for an unknown delivery, "invalid" for one without a link,
 * "deliveryOver" for one that is not live.
 */
export async function sendLinkAgain({ storeId, deliveryId, actor }: MerchantsDelivery): Promise<void> {
  await prisma().$transaction(async (transaction) => {
    const delivery = await lockDelivery(transaction, storeId, deliveryId);
    if (!delivery) throw new UserError("forbidden");
    const { state, method, expiresAt, requestId } = delivery;
    if (method !== "link" && method !== "encrypted_email") throw new UserError("invalid");
    if (state !== "live" || !expiresAt || expiresAt <= new Date()) throw new UserError("deliveryOver");
    await recordEvent(transaction, { storeId, requestId, type: "delivery_link_resent", actor, data: { deliveryId } });
  });
}

import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import { recordEvent } from "@/lib/event/record-event";
import { createToken, hashToken, isToken } from "@/lib/token";
import { isLive } from "./delivery-status";
import { lockDelivery, lockKnownDelivery, type MerchantsDelivery } from "./lock-delivery";
import { methods } from "./methods/registry";

/**
 * Makes a delivery link's token at the moment of sending; only its hash is kept. Links sent before stay valid.
 * @returns the token, or undefined when the delivery is not live (any more).
 */
export async function mintDeliveryLink(storeId: string, deliveryId: string): Promise<string | undefined> {
  const token = createToken();
  return await prisma().$transaction(async (transaction) => {
    const delivery = await lockDelivery(transaction, storeId, deliveryId);
    if (!delivery || !isLive(delivery)) return undefined;
    const tokenHash = hashToken(token);
    await transaction.deliveryLink.create({ data: { storeId, tokenHash, deliveryId }, select: { storeId: true } });
    return token;
  });
}

/** The id of the delivery that a store's link is for; undefined for an unknown one and for another store's alike. */
export async function findDeliveryLink(storeId: string, token: string): Promise<string | undefined> {
  if (!isToken(token)) return undefined;
  const link = await prisma().deliveryLink.findUnique({
    where: { storeId_tokenHash: { storeId, tokenHash: hashToken(token) } },
    select: { deliveryId: true },
  });
  return link?.deliveryId;
}

/**
 * Sends the customer another email with a link. Links sent before stay valid, and the delivery expires when it would
 * have.
 * @throws UserError "forbidden" for an unknown delivery, "invalid" for one without a link, "deliveryOver" for one that
 * is not live.
 */
export async function sendLinkAgain({ storeId, deliveryId, actor }: MerchantsDelivery): Promise<void> {
  await prisma().$transaction(async (transaction) => {
    const delivery = await lockKnownDelivery(transaction, { storeId, deliveryId });
    if (methods[delivery.method].customer.linkOpens === null) throw new UserError("invalid");
    if (!isLive(delivery)) throw new UserError("deliveryOver");
    const { requestId } = delivery;
    await recordEvent(transaction, { storeId, requestId, type: "delivery_link_resent", actor, data: { deliveryId } });
  });
}

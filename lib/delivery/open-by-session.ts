import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import { limitRate } from "@/lib/http/rate-limit";
import type { CustomerIdentity } from "@/lib/sign-in/customer-session";
import type { Visitor } from "./client-info";
import { type OpenedAccess, openAccess } from "./delivery-access";
import { lockKnownDelivery } from "./lock-delivery";
import { linkMethods } from "./methods/registry";
import { ownRequests, vouchedFor } from "./own-deliveries";

/**
 * Opens a delivery for a customer whose session owns its request: no code is needed.
 * @param vouched whether the store must also have vouched for the request's address, as on the link's page: the browser
 * may be signed in for something else.
 * @throws UserError "rateLimited", "forbidden" for another's delivery and for an unknown one alike, "deliveryOver",
 * "downloadsUsedUp".
 */
export async function openBySession({
  storeId,
  deliveryId,
  identity,
  vouched,
  rateLimitKey,
  client,
}: Visitor & { deliveryId: string; identity: CustomerIdentity; vouched: boolean }): Promise<OpenedAccess> {
  await limitRate("deliveryFormByAddress", rateLimitKey);
  const owned = await ownRequests(storeId, identity);
  return await prisma().$transaction(async (transaction) => {
    const delivery = await lockKnownDelivery(transaction, { storeId, deliveryId });
    const request = { ...owned, ...(vouched && vouchedFor) };
    const own = await transaction.delivery.count({
      where: { storeId, id: deliveryId, method: { in: linkMethods }, request },
    });
    if (own === 0) throw new UserError("forbidden");
    return await openAccess(transaction, delivery, client);
  });
}

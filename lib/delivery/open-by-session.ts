import { validate } from "uuid";
import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import { limitRate } from "@/lib/http/rate-limit";
import type { CustomerIdentity } from "@/lib/sign-in/customer-session";
import { lockDelivery } from "./lock-delivery";
import { type OpenedAccess, openAccess } from "./open-access";
import { ownDeliveries, vouchedFor } from "./own-deliveries";
import type { VisitorFacts } from "./visitor-facts";

/**
 * Opens a delivery for a customer whose session owns its request: no code is needed.
 * @param vouched whether to ask besides that the store vouched for the request's address, as the
 * link's page does: it may be open in a browser that is signed in for something else.
 * @param block what rate limits count the visitor by.
 * @throws UserError "rateLimited", "forbidden" for another's delivery and for an unknown one alike,
 * "deliveryOver", "downloadsUsedUp".
 */
export async function openBySession({
  storeId,
  deliveryId,
  identity,
  vouched,
  block,
  visitor,
}: {
  storeId: string;
  deliveryId: string;
  identity: CustomerIdentity;
  vouched: boolean;
  block: string;
  visitor: VisitorFacts;
}): Promise<OpenedAccess> {
  await limitRate("deliveryFormByAddress", block);
  if (!validate(deliveryId)) throw new UserError("forbidden");
  return await prisma().$transaction(async (transaction) => {
    const delivery = await lockDelivery(transaction, storeId, deliveryId);
    const own = await transaction.delivery.findFirst({
      where: {
        storeId,
        id: deliveryId,
        method: { in: ["link", "encrypted_email"] },
        request: { ...ownDeliveries(storeId, identity), ...(vouched && vouchedFor) },
      },
      select: { id: true },
    });
    if (!delivery || !own) throw new UserError("forbidden");
    return await openAccess(transaction, delivery, visitor);
  });
}

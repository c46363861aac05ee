import type { Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import { recordEvent } from "@/lib/event/record-event";
import { createToken, hashToken } from "@/lib/token";
import { ACCESS_LIFETIME_SECONDS, DOWNLOADS } from "./delivery-policy";
import { standingOf } from "./delivery-standing";
import type { LockedDelivery } from "./lock-delivery";
import type { VisitorFacts } from "./visitor-facts";

/** A browser's way to one download: the token is its cookie's value. */
export interface OpenedAccess {
  deliveryId: string;
  token: string;
}

/**
 * Lets a browser that proved itself download once, in the transaction that locked the delivery.
 * @throws UserError "deliveryOver" where the delivery opens nothing (any more), "downloadsUsedUp".
 */
export async function openAccess(
  transaction: Transaction,
  delivery: LockedDelivery,
  visitor: VisitorFacts,
): Promise<OpenedAccess> {
  const { storeId, id: deliveryId, requestId } = delivery;
  if (standingOf(delivery) !== "live") throw new UserError("deliveryOver");
  if (delivery.downloads >= DOWNLOADS) throw new UserError("downloadsUsedUp");
  const token = createToken();
  const expiresAt = new Date(Date.now() + ACCESS_LIFETIME_SECONDS * 1000);
  await transaction.deliveryAccess.create({
    data: { storeId, tokenHash: hashToken(token), deliveryId, expiresAt },
    select: { storeId: true },
  });
  await recordEvent(transaction, {
    storeId,
    requestId,
    type: "delivery_opened",
    actor: { kind: "customer" },
    data: { deliveryId, ...visitor },
  });
  return { deliveryId, token };
}

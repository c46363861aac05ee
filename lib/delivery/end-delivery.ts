import { prisma, type Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { Actor } from "@/lib/event/event-types";
import { moveRequest } from "@/lib/request/request-status";
import { isLive, moveDelivery } from "./delivery-status";
import { type LockedDelivery, lockKnownDelivery, type MerchantsDelivery } from "./lock-delivery";
import { methods } from "./methods/registry";

/**
 * Declines a delivery that waits for approval: nothing is sent, and another may be chosen.
 * @throws UserError "forbidden" for an unknown one, "deliveryOver" where it does not wait (any more).
 */
export async function declineDelivery(target: MerchantsDelivery): Promise<void> {
  await endDelivery(target, "decline");
}

/**
 * Revokes a delivery: links, codes and downloads in progress end at once.
 * @throws UserError "forbidden" for an unknown one, "deliveryOver" for one that has ended.
 */
export async function revokeDelivery(target: MerchantsDelivery): Promise<void> {
  await endDelivery(target, "revoke");
}

/**
 * Records that the merchant has sent the password zip and its password; the request is closed as answered.
 * @throws UserError "forbidden" for an unknown delivery, "invalid" for one by another method, "deliveryOver" for one
 * that is not live.
 */
export async function markAsSent(target: MerchantsDelivery): Promise<void> {
  await prisma().$transaction(async (transaction) => {
    const delivery = await lockKnownDelivery(transaction, target);
    if (methods[delivery.method].completedBy !== "merchant") throw new UserError("invalid");
    if (!isLive(delivery)) throw new UserError("deliveryOver");
    await completeDelivery(transaction, delivery, "handOver", target.actor);
  });
}

/**
 * Completes a delivery because the customer has the data, in the transaction that locked it, and closes the request as
 * answered. Does nothing where it has ended.
 */
export async function completeDelivery(
  transaction: Transaction,
  delivery: LockedDelivery,
  transition: "handOver" | "send",
  actor: Actor,
): Promise<void> {
  const changes = { deliveredAt: new Date() };
  if (await moveDelivery(transaction, delivery, transition, { actor, changes }))
    await moveRequest(transaction, { ...delivery, actor }, "answer");
}

async function endDelivery(target: MerchantsDelivery, transition: "decline" | "revoke"): Promise<void> {
  await prisma().$transaction(async (transaction) => {
    const delivery = await lockKnownDelivery(transaction, target);
    const moved = await moveDelivery(transaction, delivery, transition, { actor: target.actor });
    if (!moved) throw new UserError("deliveryOver");
  });
}

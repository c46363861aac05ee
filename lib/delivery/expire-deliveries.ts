import { prisma, type Transaction } from "@/lib/database";
import { expired, hasExpired } from "@/lib/expiry";
import { activeStates, moveDelivery } from "./delivery-status";
import { lockDelivery } from "./lock-delivery";

/**
 * Ends the deliveries, of all stores, that have expired, and revokes those whose request was closed without an answer.
 * The codes and accesses of what has ended are deleted; the record stays.
 * @returns how many ended.
 */
export async function expireDeliveries(now = new Date()): Promise<number> {
  const due = await prisma().delivery.findMany({
    where: {
      state: { in: [...activeStates] },
      OR: [{ expiresAt: expired(now) }, { request: { state: { in: ["refused", "cancelled"] } } }],
    },
    orderBy: { expiresAt: "asc" },
    select: { storeId: true, id: true, expiresAt: true },
    take: 500,
  });
  let ended = 0;
  for (const { storeId, id, expiresAt } of due) {
    const transition = hasExpired(expiresAt, now) ? "expire" : "revoke";
    if (await prisma().$transaction((transaction) => end(transaction, storeId, id, transition))) ended += 1;
  }
  return ended;
}

/** Ends the deliveries of an export, in the transaction that deletes its bytes. */
export async function endDeliveriesOf(
  transaction: Transaction,
  { storeId, exportId }: { storeId: string; exportId: string },
): Promise<void> {
  const left = await transaction.delivery.findMany({
    where: { storeId, exportId, state: { in: [...activeStates] } },
    select: { id: true },
  });
  for (const { id } of left) await end(transaction, storeId, id, "expire");
}

async function end(transaction: Transaction, storeId: string, deliveryId: string, transition: "expire" | "revoke") {
  const delivery = await lockDelivery(transaction, storeId, deliveryId);
  if (!delivery || !(await moveDelivery(transaction, delivery, transition, { actor: { kind: "system" } })))
    return false;
  await transaction.deliveryCode.deleteMany({ where: { storeId, deliveryId } });
  await transaction.deliveryAccess.deleteMany({ where: { storeId, deliveryId } });
  return true;
}

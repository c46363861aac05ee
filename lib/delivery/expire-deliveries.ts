import { prisma, type Transaction } from "@/lib/database";
import { expired } from "@/lib/expiry";
import { type DeliveryMove, moveDelivery, underWay } from "./delivery-status";
import { lockDelivery } from "./lock-delivery";

/**
 * Ends deliveries, of all stores, whose time is over, and takes back those whose request was closed
 * without an answer. The codes and cookies of what has ended are deleted; the record stays.
 * @returns how many ended.
 */
export async function expireDeliveries(now = new Date()): Promise<number> {
  const due = await prisma().delivery.findMany({
    where: {
      state: { in: [...underWay] },
      OR: [{ expiresAt: expired(now) }, { request: { state: { in: ["refused", "cancelled"] } } }],
    },
    orderBy: { expiresAt: "asc" },
    select: { storeId: true, id: true, expiresAt: true },
    take: 500,
  });
  let ended = 0;
  for (const { storeId, id, expiresAt } of due) {
    const move = expiresAt && expiresAt <= now ? "expire" : "revoke";
    if (await prisma().$transaction((transaction) => end(transaction, storeId, id, move))) ended += 1;
  }
  return ended;
}

/** Ends what was to deliver an export, in the transaction that deletes its bytes. */
export async function endDeliveriesOf(
  transaction: Transaction,
  { storeId, exportId }: { storeId: string; exportId: string },
): Promise<void> {
  const left = await transaction.delivery.findMany({
    where: { storeId, exportId, state: { in: [...underWay] } },
    select: { id: true },
  });
  for (const { id } of left) await end(transaction, storeId, id, "expire");
}

async function end(
  transaction: Transaction,
  storeId: string,
  deliveryId: string,
  move: DeliveryMove & ("expire" | "revoke"),
): Promise<boolean> {
  const delivery = await lockDelivery(transaction, storeId, deliveryId);
  if (!delivery) return false;
  const target = { storeId, requestId: delivery.requestId, deliveryId };
  const moved = await moveDelivery(transaction, target, move, { actor: { kind: "system" } });
  if (!moved) return false;
  await transaction.deliveryCode.deleteMany({ where: { storeId, deliveryId } });
  await transaction.deliveryAccess.deleteMany({ where: { storeId, deliveryId } });
  return true;
}

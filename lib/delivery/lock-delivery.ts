import { validate } from "uuid";
import type { Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { MerchantActor } from "@/lib/event/event-types";
import { isLive } from "./delivery-status";

/** A delivery, and the merchant who does something about it. */
export interface MerchantsDelivery {
  storeId: string;
  deliveryId: string;
  actor: MerchantActor;
}

/**
 * Locks one of a store's deliveries for the caller's transaction and reads it as it is then; null for an unknown one and
 * for another store's alike. The lock is on its request, which may change with it: one lock for both, always taken
 * first, cannot deadlock.
 */
export async function lockDelivery(transaction: Transaction, storeId: string, deliveryId: string) {
  if (!validate(deliveryId)) return null;
  // Raw, since Prisma has no locks. NO KEY: others' events, which only refer to the request, do not wait for it.
  await transaction.$queryRaw`
    SELECT 1 FROM request WHERE store_id = ${storeId}::uuid AND id = (
      SELECT request_id FROM delivery WHERE store_id = ${storeId}::uuid AND id = ${deliveryId}::uuid
    ) FOR NO KEY UPDATE`;
  return await transaction.delivery.findUnique({
    where: { storeId_id: { storeId, id: deliveryId } },
    include: { request: { select: { state: true } } },
  });
}

export type LockedDelivery = NonNullable<Awaited<ReturnType<typeof lockDelivery>>>;

/** Locks a delivery that a merchant names. @throws UserError "forbidden" where the store has no such delivery. */
export async function lockKnownDelivery(
  transaction: Transaction,
  { storeId, deliveryId }: Omit<MerchantsDelivery, "actor">,
) {
  const delivery = await lockDelivery(transaction, storeId, deliveryId);
  if (!delivery) throw new UserError("forbidden");
  return delivery;
}

/** Locks a delivery that the customer can get. @throws UserError "deliveryOver" where there is none (any more). */
export async function lockLiveDelivery(transaction: Transaction, storeId: string, deliveryId: string) {
  const delivery = await lockDelivery(transaction, storeId, deliveryId);
  if (!delivery || !isLive(delivery)) throw new UserError("deliveryOver");
  return delivery;
}

import { validate } from "uuid";
import type { Transaction } from "@/lib/database";

/**
 * Locks one of a store's deliveries for the caller's transaction and reads it as it is then; null for
 * an unknown one and for another store's alike. The lock is on its request, which everything that
 * happens to a delivery may change too: one lock for both, always taken first, cannot deadlock.
 */
export async function lockDelivery(transaction: Transaction, storeId: string, deliveryId: string) {
  if (!validate(deliveryId)) return null;
  // NO KEY: events of others, which only refer to the request, do not wait for it.
  await transaction.$queryRaw`
    SELECT 1 FROM request WHERE store_id = ${storeId}::uuid AND id = (
      SELECT request_id FROM delivery WHERE store_id = ${storeId}::uuid AND id = ${deliveryId}::uuid
    ) FOR NO KEY UPDATE`;
  return await transaction.delivery.findUnique({
    where: { storeId_id: { storeId, id: deliveryId } },
    select: {
      storeId: true,
      id: true,
      requestId: true,
      exportId: true,
      method: true,
      state: true,
      createdById: true,
      expiresAt: true,
      deliveredAt: true,
      wrongCodes: true,
      downloads: true,
      publicKey: true,
      request: { select: { state: true } },
    },
  });
}

export type LockedDelivery = NonNullable<Awaited<ReturnType<typeof lockDelivery>>>;

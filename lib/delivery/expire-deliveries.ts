import { prisma, type Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { EventData } from "@/lib/event/event-types";
import { expired, hasExpired, unexpired } from "@/lib/expiry";
import type { RequestAct, SettleDeliveries } from "@/lib/request/request-status";
import { activeStates, moveDelivery } from "./delivery-status";
import { lockDelivery } from "./lock-delivery";
import { holdsRejected } from "./require-linked-records";

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

/**
 * Revokes, in the transaction in which a merchant refuses or reopens a request or its customer withdraws it, what may still
 * reach the customer.
 * @param reason what happens to the request, for its history.
 */
export function revokeDeliveries(reason: "refused" | "reopened" | "withdrawn"): SettleDeliveries {
  return async (transaction, request) => {
    for (const left of await activeOf(transaction, request)) await revoke(transaction, request, left, reason);
  };
}

/**
 * Revokes, in the transaction in which a merchant says that a record is not the person's, what may still reach the customer
 * and holds it.
 */
export const revokeRejected: SettleDeliveries = async (transaction, request) => {
  for (const left of await activeOf(transaction, request)) {
    const { exportId } = left;
    if (exportId && (await holdsRejected({ ...request, exportId }, transaction)))
      await revoke(transaction, request, left, "record_rejected");
  }
};

async function activeOf(transaction: Transaction, { storeId, requestId }: RequestAct) {
  return await transaction.delivery.findMany({
    where: { storeId, requestId, state: { in: [...activeStates] } },
    select: { id: true, expiresAt: true, exportId: true },
  });
}

async function revoke(
  transaction: Transaction,
  { storeId, actor }: RequestAct,
  { id, expiresAt }: { id: string; expiresAt: Date | null },
  reason: EventData<"delivery_revoked">["reason"],
): Promise<void> {
  if (hasExpired(expiresAt)) await end(transaction, storeId, id, "expire");
  else await end(transaction, storeId, id, "revoke", { actor, data: { reason } });
}

/** @throws UserError "deliveryUnderWay" where something may still reach the customer of a request that is being closed. */
export const requireNoDelivery: SettleDeliveries = async (transaction, { storeId, requestId }) => {
  const active = await transaction.delivery.findFirst({
    where: {
      ...{ storeId, requestId, state: { in: [...activeStates] } },
      OR: [{ expiresAt: null }, { expiresAt: unexpired() }],
    },
    select: { id: true },
  });
  if (active) throw new UserError("deliveryUnderWay");
};

async function end(
  transaction: Transaction,
  storeId: string,
  deliveryId: string,
  transition: "expire" | "revoke",
  by: Parameters<typeof moveDelivery<"revoke">>[3] = { actor: { kind: "system" } },
) {
  const delivery = await lockDelivery(transaction, storeId, deliveryId);
  if (!delivery || !(await moveDelivery(transaction, delivery, transition, by))) return false;
  await transaction.deliveryCode.deleteMany({ where: { storeId, deliveryId } });
  await transaction.deliveryAccess.deleteMany({ where: { storeId, deliveryId } });
  return true;
}

import type { Transaction } from "@/lib/database";
import type { Actor } from "@/lib/event/event-types";
import { moveRequest } from "@/lib/request/request-status";
import { type DeliveryTarget, moveDelivery } from "./delivery-status";

/**
 * Ends a delivery because the customer has the data, in the transaction that locked it, and closes
 * the request as answered.
 * @returns false where it was not under way any more.
 */
export async function concludeDelivery(
  transaction: Transaction,
  target: DeliveryTarget,
  move: "handOver" | "send",
  actor: Actor,
): Promise<boolean> {
  const moved = await moveDelivery(transaction, target, move, { actor, changes: { deliveredAt: new Date() } });
  if (moved) await moveRequest(transaction, { ...target, actor }, "answer");
  return moved;
}

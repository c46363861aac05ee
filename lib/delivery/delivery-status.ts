import type { Transaction } from "@/lib/database";
import type { Actor, EventData, EventType, NewEvent } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import type { DeliveryState, Prisma } from "@/prisma/generated/client";

/** The states in which a delivery may still reach the customer; at most one of a request is in them. */
export const underWay = ["awaiting_approval", "preparing", "live"] as const satisfies DeliveryState[];

/** The state machine of a delivery: what may happen to it in which state, and where it leads. */
const moves = {
  decline: { from: ["awaiting_approval"], to: "declined", event: "delivery_declined" },
  goLive: { from: ["awaiting_approval", "preparing"], to: "live", event: "delivery_started" },
  fail: { from: ["awaiting_approval", "preparing"], to: "failed", event: "delivery_failed" },
  /** Outside of Dossier, or a password zip that was passed on. */
  handOver: { from: [...underWay], to: "completed", event: "delivery_handed_over" },
  /** The encrypted e-mail was taken over by the customer's mail server's side. */
  send: { from: ["live"], to: "completed", event: "delivery_sent" },
  revoke: { from: [...underWay], to: "revoked", event: "delivery_revoked" },
  expire: { from: [...underWay], to: "expired", event: "delivery_expired" },
} as const satisfies Record<string, { from: DeliveryState[]; to: DeliveryState; event: EventType }>;

export type DeliveryMove = keyof typeof moves;

/** Which delivery of which request. */
export interface DeliveryTarget {
  storeId: string;
  requestId: string;
  deliveryId: string;
}

/**
 * Moves a delivery along one way and appends its event, whose data names the delivery. The row's own
 * state decides between two at once.
 * @returns whether this call moved it.
 */
export async function moveDelivery<Move extends DeliveryMove>(
  transaction: Transaction,
  { storeId, requestId, deliveryId }: DeliveryTarget,
  move: Move,
  {
    actor,
    changes = {},
    data,
  }: {
    actor: Actor;
    changes?: Prisma.DeliveryUpdateManyMutationInput;
    data?: Omit<EventData<(typeof moves)[Move]["event"]>, "deliveryId">;
  },
): Promise<boolean> {
  const { from, to, event } = moves[move];
  const ended = to === "live" ? {} : { endedAt: new Date() };
  const { count } = await transaction.delivery.updateMany({
    where: { storeId, id: deliveryId, state: { in: [...from] } },
    data: { state: to, ...ended, ...changes },
  });
  if (count === 0) return false;
  const recorded = { storeId, requestId, type: event, actor, data: { deliveryId, ...data } };
  await recordEvent(transaction, recorded as NewEvent);
  return true;
}

import type { Transaction } from "@/lib/database";
import type { Actor, EventData, EventType, NewEvent } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { hasExpired } from "@/lib/expiry";
import type { DeliveryState, Prisma, RequestState } from "@/prisma/generated/client";

/** The states from which a delivery may still reach the customer; at most one of a request's is in them. */
export const activeStates = ["awaiting_approval", "preparing", "live"] as const satisfies DeliveryState[];

/** Whether a delivery may still reach the customer. */
export function isActive(state: DeliveryState): boolean {
  return (activeStates as readonly DeliveryState[]).includes(state);
}

/** The state machine of a delivery: what may happen in which state, and where it leads. Nothing else can happen. */
export const transitions = {
  decline: { from: ["awaiting_approval"], to: "declined", event: "delivery_declined" },
  goLive: { from: ["awaiting_approval", "preparing"], to: "live", event: "delivery_started" },
  fail: { from: ["awaiting_approval", "preparing"], to: "failed", event: "delivery_failed" },
  /** Without Dossier, or as a password zip that the merchant has sent. */
  handOver: { from: activeStates, to: "completed", event: "delivery_handed_over" },
  /** The mail server has accepted the encrypted email. */
  send: { from: ["live"], to: "completed", event: "delivery_sent" },
  revoke: { from: activeStates, to: "revoked", event: "delivery_revoked" },
  expire: { from: activeStates, to: "expired", event: "delivery_expired" },
} as const satisfies Record<string, { from: readonly DeliveryState[]; to: DeliveryState; event: EventType }>;

export type DeliveryTransition = keyof typeof transitions;

/**
 * Moves a delivery along one transition and appends its event, whose data names the delivery. Of two calls at once, the
 * row's own state lets one through.
 * @returns whether this call moved it.
 */
export async function moveDelivery<Transition extends DeliveryTransition>(
  transaction: Transaction,
  { storeId, requestId, id }: { storeId: string; requestId: string; id: string },
  transition: Transition,
  {
    actor,
    changes = {},
    data,
  }: {
    actor: Actor;
    changes?: Prisma.DeliveryUpdateManyMutationInput;
    data?: Omit<EventData<(typeof transitions)[Transition]["event"]>, "deliveryId">;
  },
): Promise<boolean> {
  const { from, to, event } = transitions[transition];
  const ended = to === "live" ? {} : { endedAt: new Date() };
  const [moved] = await transaction.delivery.updateManyAndReturn({
    where: { storeId, id, state: { in: [...from] } },
    data: { state: to, ...ended, ...changes },
    select: { downloads: true },
  });
  if (!moved) return false;
  const isOver = event === "delivery_revoked" || event === "delivery_expired";
  const linkSent = isOver && (await transaction.deliveryLink.count({ where: { storeId, deliveryId: id } })) > 0;
  const known = {
    ...(linkSent && event === "delivery_revoked" && { linkSent }),
    ...(linkSent && event === "delivery_expired" && moved.downloads === 0 && { unread: true }),
  };
  const recorded = { storeId, requestId, type: event, actor, data: { deliveryId: id, ...known, ...data } };
  await recordEvent(transaction, recorded as NewEvent);
  return true;
}

interface DeliveryFacts {
  state: DeliveryState;
  expiresAt: Date | null;
  request: { state: RequestState };
}

/**
 * What a delivery is to the customer at a moment. The clean-up runs every ten minutes: until then one that has expired,
 * or whose request was refused, opens nothing either.
 */
export function customerFacingStatus(
  { state, expiresAt, request }: DeliveryFacts,
  now = new Date(),
): "live" | "completed" | "expired" | "revoked" {
  if (state === "completed") return "completed";
  if (state === "revoked" || state === "declined") return "revoked";
  if (request.state !== "open" && request.state !== "answered") return "revoked";
  return state === "live" && expiresAt !== null && !hasExpired(expiresAt, now) ? "live" : "expired";
}

/** Whether the customer can get a delivery at a moment. */
export function isLive(delivery: DeliveryFacts, now = new Date()): boolean {
  return customerFacingStatus(delivery, now) === "live";
}

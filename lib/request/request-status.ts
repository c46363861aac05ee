import type { Transaction } from "@/lib/database";
import type { Actor, EventData, EventType, NewEvent } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import type { Prisma, RequestState } from "@/prisma/generated/client";

/**
 * The state machine of a request: which transition is allowed from which states, to which state, with which event.
 * There are no others. Requests that stay unverified are deleted (delete-unverified.ts).
 */
export const transitions = {
  verify: { from: ["unverified"], to: "open", event: "request_verified" },
  answer: { from: ["open"], to: "answered", event: "request_answered" },
  /** The person's data was erased: see lib/erasure/finish-erasure.ts. */
  erase: { from: ["open"], to: "answered", event: "erasure_finished" },
  refuse: { from: ["open"], to: "refused", event: "request_refused" },
  cancel: { from: ["unverified"], to: "cancelled", event: "request_cancelled" },
  withdraw: { from: ["unverified", "open"], to: "cancelled", event: "request_cancelled" },
  closeAsSpam: { from: ["unverified"], to: "cancelled", event: "request_closed_as_spam" },
  undoSpam: { from: ["cancelled"], to: "unverified", event: "request_spam_undone" },
  reopen: { from: ["answered", "refused"], to: "open", event: "request_reopened" },
} as const satisfies Record<string, { from: RequestState[]; to: RequestState; event: EventType }>;

export type Transition = keyof typeof transitions;

/** The states of a request that waits for nothing. */
export const closedStates = ["answered", "refused", "cancelled"] as const satisfies RequestState[];

/** Whether a request is closed. The store may reopen one that it answered or refused: see reopen-request.ts. */
export function isClosed(state: RequestState): boolean {
  return (closedStates as readonly RequestState[]).includes(state);
}

/**
 * What becomes of a request's deliveries in the transaction that moves it: they are a floor above. Its row is locked by
 * then, so that no delivery begins in the meantime.
 */
export type SettleDeliveries = (transaction: Transaction, request: RequestAct) => Promise<void>;

/** A request, and who does something about it. */
export interface RequestAct<Who extends Actor = Actor> {
  storeId: string;
  requestId: string;
  actor: Who;
}

/**
 * Moves a request along one transition and appends its event. The row's own state decides between
 * two at once: one of them moves it.
 * @param changes further columns that change with it.
 * @param data what its event holds.
 * @returns whether this call moved it.
 */
export async function moveRequest(
  transaction: Transaction,
  { storeId, requestId, actor }: RequestAct,
  transition: Transition,
  changes: Prisma.RequestUpdateManyMutationInput = {},
  data: EventData<"request_answered" | "request_closed_as_spam"> = {},
): Promise<boolean> {
  const { from, to, event } = transitions[transition];
  const closed = isClosed(to) ? { closedAt: new Date() } : {};
  const { count } = await transaction.request.updateMany({
    where: { storeId, id: requestId, state: { in: [...from] } },
    data: { state: to, ...closed, ...changes },
  });
  if (count === 0) return false;
  // A clock that waited stops with the request.
  if (isClosed(to))
    await transaction.requestPause.updateMany({
      where: { storeId, requestId, endedAt: null },
      data: { endedAt: new Date() },
    });
  await recordEvent(transaction, { storeId, requestId, type: event, actor, data } as NewEvent);
  return true;
}

import { validate } from "uuid";
import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { EventData } from "@/lib/event/event-types";
import type { Answer, Prisma, RequestState } from "@/prisma/generated/client";
import { requireNothingHeld, requireStillNothing } from "./nothing-held";
import {
  isClosed,
  moveRequest,
  type RequestAct,
  type SettleDeliveries,
  type Transition,
  transitions,
} from "./request-status";

/** Whether a call closed the request. */
export type Closing =
  | { done: true }
  /** It was closed before: how, and by whom, where it was a merchant. */
  | { done: false; state: RequestState; by: string | null };

/** How a request was answered without a delivery, with a note for the store's staff. */
export interface OwnAnswer {
  answer: Answer;
  note?: string | undefined;
  /** Of "done": what was not done and why, which the customer reads (GDPR Art. 12(4)). */
  left?: string | undefined;
  /** Of "no_data": whether the member says that the systems which are not connected hold nothing either. */
  systemsAsked?: boolean;
}

/**
 * Closes an open request that was answered without a delivery. "no_data" is the answer itself: the customer gets it by
 * email. Of other answers they are notified, by the store's settings.
 * @param settle refuses where a delivery is under way, which would contradict the answer.
 * @throws UserError "invalid" for a request that is not there, or not verified yet; what `settle` throws; with "no_data"
 * what `requireNothingHeld` throws.
 */
export async function answerRequest(
  { answer, note, left, systemsAsked = false, ...request }: RequestAct & OwnAnswer,
  settle: SettleDeliveries,
): Promise<Closing> {
  const changes = { answer, answerNote: note || null, ...(answer === "done" && left && { refusalReason: left }) };
  if (answer !== "no_data") return await closeRequest(request, "answer", settle, changes, { answer });
  const found = await findClosed(request);
  if (found) return found;
  const held = await requireNothingHeld(request, systemsAsked);
  const settleBoth: SettleDeliveries = async (transaction, act) => {
    await requireStillNothing(transaction, act);
    await settle(transaction, act);
  };
  return await closeRequest(request, "answer", settleBoth, { ...changes, ...held }, { answer });
}

/**
 * Refuses an open request. The customer is notified of the reason, by the store's settings (GDPR Article 12(4) asks
 * for one).
 * @param settle revokes what may still reach the customer.
 * @throws UserError "invalid" for a request that is not there, or not verified yet.
 */
export async function refuseRequest(
  { reason, ...request }: RequestAct & { reason: string },
  settle: SettleDeliveries,
): Promise<Closing> {
  return await closeRequest(request, "refuse", settle, { refusalReason: reason });
}

async function closeRequest(
  request: RequestAct,
  transition: Transition,
  settle: SettleDeliveries,
  changes: Prisma.RequestUpdateManyMutationInput,
  data?: EventData<"request_answered">,
): Promise<Closing> {
  if (!validate(request.requestId)) throw new UserError("invalid");
  const moved = await prisma().$transaction(async (transaction) => {
    if (!(await moveRequest(transaction, request, transition, changes, data))) return false;
    await settle(transaction, request);
    return true;
  });
  if (moved) return { done: true };
  const closed = await findClosed(request);
  if (!closed) throw new UserError("invalid");
  return closed;
}

/** How a request was closed before, and by whom; undefined where it was not, or is not there. */
async function findClosed({ storeId, requestId }: RequestAct): Promise<Closing | undefined> {
  if (!validate(requestId)) throw new UserError("invalid");
  const found = await prisma().request.findFirst({
    where: { storeId, id: requestId },
    select: {
      state: true,
      events: {
        where: { type: { in: Object.values(transitions).map(({ event }) => event) } },
        orderBy: [{ at: "desc" }, { id: "desc" }],
        take: 1,
        select: { actorName: true },
      },
    },
  });
  if (!found || !isClosed(found.state)) return undefined;
  return { done: false, state: found.state, by: found.events[0]?.actorName ?? null };
}

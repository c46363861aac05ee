import { validate } from "uuid";
import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { Actor } from "@/lib/event/event-types";
import type { Prisma, RequestState } from "@/prisma/generated/client";
import { isClosed, moveRequest, type Transition, transitions } from "./request-status";

/** What became of the wish to close a request. */
export type Closing =
  | { done: true }
  /** Somebody had closed it before: how, and who, where it was a merchant. */
  | { done: false; state: RequestState; by: string | null };

/**
 * Closes one of a store's requests, or says who had closed it before.
 * @throws UserError "invalid" for a request that is not there, or that cannot be closed so.
 */
export async function closeRequest(
  wanted: { storeId: string; requestId: string; actor: Actor },
  transition: Transition,
  changes: Prisma.RequestUpdateManyMutationInput = {},
): Promise<Closing> {
  const { storeId, requestId } = wanted;
  if (!validate(requestId)) throw new UserError("invalid");
  const moved = await prisma().$transaction((transaction) => moveRequest(transaction, wanted, transition, changes));
  if (moved) return { done: true };
  const request = await prisma().request.findFirst({
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
  if (!request || !isClosed(request.state)) throw new UserError("invalid");
  return { done: false, state: request.state, by: request.events[0]?.actorName ?? null };
}

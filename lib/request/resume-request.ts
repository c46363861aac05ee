import { prisma, type Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import { recordEvent } from "@/lib/event/record-event";
import { moveWaitingDates, readClock, runningPause } from "./request-clock";
import type { RequestAct } from "./request-status";

/**
 * Ends the pause of a request's clock, in the caller's transaction; its dates have moved by the days that it waited.
 * @param answered whether the customer has done what they were asked.
 * @returns whether it waited: of two at once, one ends the pause.
 */
export async function resumeRequest(
  transaction: Transaction,
  { storeId, requestId, actor, answered }: RequestAct & { answered: boolean },
): Promise<boolean> {
  const state = await readClock(transaction, { storeId, requestId }, true);
  const pause = state && runningPause(state);
  if (!pause) return false;
  const now = new Date();
  // A request that was closed meanwhile keeps its date.
  const isOpen = state.request.state === "open";
  const until = isOpen ? await moveWaitingDates(transaction, state, pause, now) : state.request.dueAt;
  await transaction.requestPause.updateMany({
    where: { storeId, id: pause.id, endedAt: null },
    data: { endedAt: now },
  });
  if (!isOpen) return true;
  const data = { ...(answered && { answered }), until: until.toISOString() } as const;
  await recordEvent(transaction, { storeId, requestId, type: "request_resumed", actor, data });
  return true;
}

/** As `resumeRequest`, for a member of the store who does not wait any longer. @throws UserError "notPaused". */
export async function resumeClock(request: RequestAct): Promise<void> {
  await prisma().$transaction(async (transaction) => {
    if (!(await resumeRequest(transaction, { ...request, answered: false }))) throw new UserError("notPaused");
  });
}

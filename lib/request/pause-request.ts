import { v7 as uuidv7 } from "uuid";
import { isWaitedFor } from "@/lib/clock/due-dates";
import { prisma, type Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import { recordEvent } from "@/lib/event/record-event";
import type { PauseReason, RequestDeadline, RequestType } from "@/prisma/generated/client";
import { earliest, type RequestClock, readClock, runningPause } from "./request-clock";
import type { RequestAct } from "./request-status";

/** What the store asks of a customer before it can answer. */
export interface NewPause extends RequestAct {
  reason: PauseReason;
  /** What the customer is asked to do. */
  question: string;
  /** Where a message tells them, so that no letter of its own has to. */
  byMessage?: true;
}

/**
 * Pauses a request's clock, in the caller's transaction, from now until `resumeRequest`: the dates of the laws that know such
 * a pause move by it (EDPB Guidelines 01/2022, paragraph 159; UK GDPR Art. 12A), and the store's own where none applies.
 * @returns "paused"; or, with nothing done, "already" where it waits already, "unknown" where no law that applies lets it wait
 * for this, and "tooLate" once their time is over.
 * @throws UserError "invalid" for a request that is not there or not verified, "alreadyClosed".
 */
export async function pauseRequest(
  transaction: Transaction,
  { storeId, requestId, actor, reason, question, byMessage }: NewPause,
): Promise<"paused" | "already" | "unknown" | "tooLate"> {
  const state = await readClock(transaction, { storeId, requestId }, true);
  if (!state || state.request.state === "unverified") throw new UserError("invalid");
  if (state.request.state !== "open") throw new UserError("alreadyClosed");
  if (runningPause(state)) return "already";
  const now = new Date();
  const problem = whyNot(state, reason, now);
  if (problem) return problem;
  await transaction.requestPause.create({
    data: {
      ...{ storeId, id: uuidv7(), requestId, reason, question, startedAt: now },
      ownDueAt: isOwnDate(state) ? state.request.dueAt : null,
    },
    select: { id: true },
  });
  const data = { reason, ...(byMessage && { byMessage }) };
  await recordEvent(transaction, { storeId, requestId, type: "request_paused", actor, data });
  return "paused";
}

/** As `pauseRequest`, for a member of the store who asks the customer by the letter about it. @throws UserError as it does, or why it is not paused. */
export async function pauseClock(pause: Omit<NewPause, "byMessage">): Promise<void> {
  const problems = { already: "alreadyPaused", unknown: "pauseUnknown", tooLate: "pauseTooLate" } as const;
  await prisma().$transaction(async (transaction) => {
    const outcome = await pauseRequest(transaction, pause);
    if (outcome !== "paused") throw new UserError(problems[outcome]);
  });
}

/** Whether the clock of a request can wait for the customer, as of now. */
export function isPausable(
  request: {
    type: RequestType;
    state: string;
    dueAt: Date;
    deadlines: Pick<RequestDeadline, "regime" | "dueAt">[];
    pause: unknown;
  },
  now = new Date(),
): boolean {
  const of = { request, deadlines: request.deadlines };
  return (
    request.state === "open" && !request.pause && !(whyNot(of, "identity", now) && whyNot(of, "clarification", now))
  );
}

function whyNot(
  {
    request,
    deadlines,
  }: { request: { type: RequestType; dueAt: Date }; deadlines: Pick<RequestDeadline, "regime" | "dueAt">[] },
  reason: PauseReason,
  now: Date,
): "unknown" | "tooLate" | undefined {
  const waiting = deadlines.filter(({ regime }) => isWaitedFor(regime, request.type, reason));
  if (deadlines.length > 0 && waiting.length === 0) return "unknown";
  const latest = deadlines.length > 0 ? waiting : [request];
  return latest.every(({ dueAt }) => dueAt < now) ? "tooLate" : undefined;
}

/** Whether the store has promised an earlier date than the laws have. */
function isOwnDate({ request, deadlines }: RequestClock): boolean {
  const byLaw = earliest(deadlines.map(({ dueAt }) => dueAt));
  return !byLaw || request.dueAt < byLaw;
}

import { extendedOwnDate, pausedOwnDate } from "@/lib/clock/due-dates";
import { regimes } from "@/lib/clock/regimes";
import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import { recordEvent } from "@/lib/event/record-event";
import { dateIn } from "@/lib/time-zone";
import type { RequestDeadline, RequestType } from "@/prisma/generated/client";
import { earliest, lawDueDate, type RequestClock, readClock, runningPause } from "./request-clock";
import type { RequestAct } from "./request-status";

/**
 * Extends the time to answer an open request: once, before it ends, and by what each law allows that applies (GDPR Article
 * 12(3): two months; California: to 90 days); a law that knows no extension, or whose time is over, keeps its date. Where no
 * law applies the store's own date moves by two months. The customer gets a letter with the reason and the new date. Of two
 * merchants at once, one extends it.
 * @returns the new due date.
 * @throws UserError "invalid" for a request that is not there or not verified, "alreadyClosed", "alreadyExtended",
 * "extensionTooLate" once its time is over, "noExtension" where no law that applies knows one.
 */
export async function extendRequest({
  storeId,
  requestId,
  actor,
  reason,
}: RequestAct & { reason: string }): Promise<Date> {
  return await prisma().$transaction(async (transaction) => {
    const state = await readClock(transaction, { storeId, requestId }, true);
    if (!state || state.request.state === "unverified") throw new UserError("invalid");
    const now = new Date();
    const { deadlines } = state;
    const { laws, until, own } = extension(state, now);
    const from = state.request.dueAt;
    for (const { regime, dueAt, next } of laws)
      await transaction.requestDeadline.updateMany({
        where: { storeId, requestId, regime },
        data: { dueAt: next, extendedFrom: dueAt },
      });
    await transaction.request.updateMany({
      where: { storeId, id: requestId },
      data: { dueAt: until, extendedFrom: from, extensionReason: reason },
    });
    // What the store had promised is no promise any more; where no law applies it is extended itself, without the days waited.
    await transaction.requestPause.updateMany({
      where: { storeId, requestId, endedAt: null },
      data: { ownDueAt: deadlines.length > 0 ? null : own },
    });
    const data = { from: from.toISOString(), until: until.toISOString() };
    await recordEvent(transaction, { storeId, requestId, type: "request_extended", actor, data });
    return until;
  });
}

/** When a request would be due that is extended now; undefined where it cannot be. */
export async function extendedDueDate(request: { storeId: string; requestId: string }): Promise<Date | undefined> {
  const state = await readClock(prisma(), request);
  const now = new Date();
  return state && isExtendable({ ...state.request, deadlines: state.deadlines }, now)
    ? extension(state, now).until
    : undefined;
}

interface Extendable {
  type: RequestType;
  state: string;
  extendedFrom: Date | null;
  dueAt: Date;
  /** Of the laws that apply. */
  deadlines: readonly Pick<RequestDeadline, "regime" | "dueAt">[];
}

/** Whether the time to answer a request can be extended, as of now. */
export function isExtendable(request: Extendable, now = new Date()): boolean {
  return request.state === "open" && request.extendedFrom === null && whyNot(request, now) === undefined;
}

/** A law's own time decides, not an earlier date that the store has promised. */
function whyNot({ type, dueAt, deadlines }: Extendable, now: Date) {
  if (deadlines.length === 0) return dueAt < now ? "extensionTooLate" : undefined;
  const knowing = deadlines.filter(({ regime }) => regimes[regime].extended[type]);
  if (knowing.length === 0) return "noExtension";
  return knowing.every((deadline) => deadline.dueAt < now) ? "extensionTooLate" : undefined;
}

function extension(state: RequestClock, now: Date) {
  const { request, deadlines, clock } = state;
  const { type, dueAt, createdAt } = request;
  if (request.state !== "open") throw new UserError("alreadyClosed");
  if (request.extendedFrom !== null) throw new UserError("alreadyExtended");
  const problem = whyNot({ ...request, deadlines }, now);
  if (problem) throw new UserError(problem);
  const laws = deadlines
    .filter((deadline) => regimes[deadline.regime].extended[type] && deadline.dueAt >= now)
    .map((deadline) => ({ ...deadline, next: lawDueDate(state, deadline, now, true) }));
  const kept = deadlines.filter(({ regime }) => !laws.some((law) => law.regime === regime));
  const { timeZone } = clock;
  const pause = runningPause(state);
  const own = extendedOwnDate(dateIn(timeZone, createdAt), pause?.ownDueAt ?? dueAt, timeZone);
  const until =
    earliest([...laws.map(({ next }) => next), ...kept.map((deadline) => deadline.dueAt)]) ??
    (pause ? pausedOwnDate(own, { from: pause.startedAt, until: now }, timeZone) : own);
  return { laws, until, own };
}

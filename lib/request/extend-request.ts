import { validate } from "uuid";
import { prisma, type Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import { recordEvent } from "@/lib/event/record-event";
import { DEFAULT_TIME_ZONE } from "@/lib/time-zone";
import { extendedDueDate } from "./request-deadline";
import type { RequestAct } from "./request-status";

/**
 * Extends the time to answer an open request by two months: once, and before it ends. The customer gets a letter with
 * the reason and the new date (GDPR Article 12(3)). Of two merchants at once, one extends it.
 * @returns the new due date.
 * @throws UserError "invalid" for a request that is not there or not verified, "alreadyClosed", "alreadyExtended", or
 * "extensionTooLate" once its due date is over.
 */
export async function extendRequest({
  storeId,
  requestId,
  actor,
  reason,
}: RequestAct & { reason: string }): Promise<Date> {
  if (!validate(requestId)) throw new UserError("invalid");
  const [request, store] = await Promise.all([
    prisma().request.findUnique({ where: { storeId_id: { storeId, id: requestId } } }),
    prisma().store.findUniqueOrThrow({ where: { id: storeId }, select: { timeZone: true } }),
  ]);
  if (!request || request.state === "unverified") throw new UserError("invalid");
  const now = new Date();
  requireExtendable(request, now);
  const from = request.dueAt;
  const until = extendedDueDate(request, store.timeZone ?? DEFAULT_TIME_ZONE);
  await prisma().$transaction(async (transaction) => {
    const { count } = await transaction.request.updateMany({
      where: { storeId, id: requestId, state: "open", extendedFrom: null, dueAt: { equals: from, gte: now } },
      data: { dueAt: until, extendedFrom: from, extensionReason: reason },
    });
    if (count === 0) throw new UserError(await whyNot(transaction, storeId, requestId));
    const data = { from: from.toISOString(), until: until.toISOString() };
    await recordEvent(transaction, { storeId, requestId, type: "request_extended", actor, data });
  });
  return until;
}

/** Whether the time to answer a request can be extended, as of now. */
export function isExtendable(request: Extendable, now = new Date()): boolean {
  return request.state === "open" && request.extendedFrom === null && request.dueAt >= now;
}

interface Extendable {
  state: string;
  extendedFrom: Date | null;
  dueAt: Date;
}

function requireExtendable(request: Extendable, now: Date): void {
  if (request.state !== "open") throw new UserError("alreadyClosed");
  if (request.extendedFrom !== null) throw new UserError("alreadyExtended");
  if (request.dueAt < now) throw new UserError("extensionTooLate");
}

/** What another has done to it meanwhile. */
async function whyNot(transaction: Transaction, storeId: string, requestId: string) {
  const request = await transaction.request.findUnique({ where: { storeId_id: { storeId, id: requestId } } });
  return request?.state === "open" ? "alreadyExtended" : "alreadyClosed";
}

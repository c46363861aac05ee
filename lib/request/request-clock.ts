import { validate } from "uuid";
import { clockColumns, storeClock } from "@/lib/clock/at-receipt";
import { pausedOwnDate, regimeDueDate, type StoreClock } from "@/lib/clock/due-dates";
import type { Transaction } from "@/lib/database";
import type { Request, RequestDeadline, RequestPause } from "@/prisma/generated/client";

/** What decides when a request is due: the laws that apply to it, and for what its clock has waited. */
export interface RequestClock {
  request: Request;
  deadlines: RequestDeadline[];
  /** In the order in which they began; at most the last one is running. */
  pauses: RequestPause[];
  clock: StoreClock;
}

/** Reads a request's clock; undefined for a request that is not there. @param lock holds its row until the transaction ends. */
export async function readClock(
  client: Transaction,
  { storeId, requestId }: { storeId: string; requestId: string },
  lock = false,
): Promise<RequestClock | undefined> {
  if (!validate(requestId)) return undefined;
  // Raw, since Prisma has no locks.
  if (lock)
    await client.$queryRaw`
      SELECT 1 FROM request WHERE store_id = ${storeId}::uuid AND id = ${requestId}::uuid FOR UPDATE`;
  const found = await client.request.findUnique({
    where: { storeId_id: { storeId, id: requestId } },
    include: { deadlines: { orderBy: { dueAt: "asc" } }, pauses: { orderBy: { startedAt: "asc" } } },
  });
  if (!found) return undefined;
  const store = await client.store.findUniqueOrThrow({ where: { id: storeId }, select: clockColumns });
  const { deadlines, pauses, ...request } = found;
  return { request, deadlines, pauses, clock: storeClock(store) };
}

/** The pause that is running. */
export function runningPause({ pauses }: Pick<RequestClock, "pauses">): RequestPause | undefined {
  return pauses.find(({ endedAt }) => endedAt === null);
}

/** When a law wants the answer, where the pause that is running ends now. */
export function lawDueDate(
  { request, pauses, clock }: RequestClock,
  { regime, receivedOn, extendedFrom }: Pick<RequestDeadline, "regime" | "receivedOn" | "extendedFrom">,
  now: Date,
  extended = extendedFrom !== null,
): Date {
  const waits = pauses.map(({ reason, startedAt, endedAt }) => ({ reason, from: startedAt, until: endedAt ?? now }));
  const day = receivedOn.toISOString().slice(0, 10);
  return regimeDueDate({ regime, type: request.type, receivedOn: day, pauses: waits, extended }, clock);
}

/** The earliest of some dates; undefined for none. */
export function earliest(dates: (Date | undefined)[]): Date | undefined {
  const times = dates.flatMap((date) => (date ? [date.getTime()] : []));
  return times.length > 0 ? new Date(Math.min(...times)) : undefined;
}

/**
 * Moves the dates of a request whose clock waits, as if the customer had answered now: of the laws that know such a pause, and
 * of the store's own promise where that is due before them. @returns the request's due date.
 */
export async function moveWaitingDates(
  transaction: Transaction,
  state: RequestClock,
  pause: RequestPause,
  now: Date,
): Promise<Date> {
  const { request, deadlines, clock } = state;
  const { storeId, id: requestId } = request;
  const laws = deadlines.map((deadline) => ({ ...deadline, next: lawDueDate(state, deadline, now) }));
  for (const { regime, dueAt, next } of laws)
    if (next.getTime() !== dueAt.getTime())
      await transaction.requestDeadline.updateMany({
        where: { storeId, requestId, regime },
        data: { dueAt: next },
      });
  const own = pause.ownDueAt
    ? pausedOwnDate(pause.ownDueAt, { from: pause.startedAt, until: now }, clock.timeZone)
    : undefined;
  const dueAt = earliest([own, ...laws.map(({ next }) => next)]) ?? request.dueAt;
  if (dueAt.getTime() !== request.dueAt.getTime())
    await transaction.request.updateMany({ where: { storeId, id: requestId }, data: { dueAt } });
  return dueAt;
}

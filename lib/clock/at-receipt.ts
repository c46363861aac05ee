import { DEFAULT_TIME_ZONE, dateIn } from "@/lib/time-zone";
import type { Regime, RegimeGround, RequestType } from "@/prisma/generated/enums";
import { bindingDate, type OwnPeriod, regimeDueDate, type StoreClock } from "./due-dates";
import { regimesThatApply, type StoreLaw } from "./regimes";

/** What a store's columns say about its clock. */
export type ClockColumns = StoreLaw & OwnPeriod & { timeZone: string | null };

/** Those columns, for a `select`. */
export const clockColumns = {
  ...{ establishedIn: true, establishedSubdivision: true, otherLaws: true },
  ...{ responsePeriod: true, responsePeriodUnit: true, timeZone: true },
} as const;

/** A law that applies to a request, as its row has it. */
export interface Deadline {
  regime: Regime;
  ground: RegimeGround;
  /** Midnight UTC of the day of receipt in the store's time zone, as a DATE column is read. */
  receivedOn: Date;
  dueAt: Date;
}

/** How a store counts days. */
export function storeClock({
  establishedIn,
  establishedSubdivision,
  timeZone,
}: Omit<ClockColumns, keyof OwnPeriod>): StoreClock {
  return { country: establishedIn, subdivision: establishedSubdivision, timeZone: timeZone ?? DEFAULT_TIME_ZONE };
}

/**
 * When a request that a store receives is due, by which laws.
 * @param customerCountry ISO 3166-1, as far as it is known then.
 */
export function deadlinesAtReceipt(
  type: RequestType,
  receivedAt: Date,
  store: ClockColumns,
  customerCountry?: string | null,
): { dueAt: Date; deadlines: Deadline[] } {
  const clock = storeClock(store);
  const receivedOn = dateIn(clock.timeZone, receivedAt);
  const deadlines = regimesThatApply(store, type, customerCountry).map(({ regime, ground }) => ({
    ...{ regime, ground, receivedOn: new Date(receivedOn) },
    dueAt: regimeDueDate({ regime, type, receivedOn }, clock),
  }));
  const { dueAt } = bindingDate(deadlines, { type, receivedOn, own: store }, clock);
  return { dueAt, deadlines };
}

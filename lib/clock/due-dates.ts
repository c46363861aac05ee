import { Temporal } from "temporal-polyfill";
import type { PauseReason, Regime, RequestType } from "@/prisma/generated/enums";
import { addWorkingDays, nextWorkingDay, type Place } from "./holidays";
import { type Period, regimes } from "./regimes";

/** Where and by which clock a store counts days. */
export interface StoreClock extends Place {
  timeZone: string;
}

/** A time for which a request's clock waited for the customer; `until` is now while it runs. */
export interface Pause {
  reason: PauseReason;
  from: Date;
  until: Date;
}

/** What decides when a law wants an answer. */
export interface Answerable {
  regime: Regime;
  type: RequestType;
  /** In the order in which they began. */
  pauses?: readonly Pause[];
  /** The day of receipt in the store's time zone, such as "2027-01-31"; it is not counted itself (Reg. 1182/71, Art. 3(1)). */
  receivedOn: string;
  extended?: boolean;
}

/** Working days of California's law are those of the state (Cal. Gov. Code 6700), wherever the store is. */
const CALIFORNIA: Place = { country: "US", subdivision: "CA" };

/**
 * When a law wants the answer to a request of a type that it knows: counted from the day of receipt, with the same day of a
 * later month or that month's last (Reg. 1182/71, Art. 3(2)(c)), later by what its clock waits for, and then on a working day
 * where the law moves it there. @returns the last millisecond of that day in the store's time zone (Art. 3(2)(b)).
 * @throws RangeError for a type that the law does not know, or cannot extend.
 */
export function regimeDueDate(answerable: Answerable, clock: StoreClock): Date {
  const { regime, type, pauses = [], extended = false } = answerable;
  const { period, extended: longer, waits, movesToWorkingDay } = regimes[regime];
  const length = (extended ? longer : period)[type];
  if (!length) throw new RangeError(`${regime} has no ${extended ? "extension" : "period"} for ${type}`);
  const place = placeOf(regime, clock);
  let start = Temporal.PlainDate.from(answerable.receivedOn);
  let days = 0;
  const due = () => {
    const end = add(start, length, place).add({ days });
    return endOf(movesToWorkingDay ? nextWorkingDay(end, place) : end, clock.timeZone);
  };
  for (const { reason, from, until } of pauses) {
    const rule = waits[reason];
    // What was asked once the time was over brings none back.
    if (!rule?.types.includes(type) || from > due()) continue;
    const [asked, told] = [dayOf(from, clock.timeZone), dayOf(until, clock.timeZone)];
    if (rule.days === "restart") {
      // What came before is not counted any more.
      [start, days] = [told, 0];
    } else days += asked.until(told).days + (rule.days === "through" ? 1 : 0);
  }
  return due();
}

/** Whether a law's clock waits for this in requests of a type. */
export function isWaitedFor(regime: Regime, type: RequestType, reason: PauseReason): boolean {
  return regimes[regime].waits[reason]?.types.includes(type) ?? false;
}

/** By when the receipt has to be confirmed, as `regimeDueDate` returns it; null where the law does not say. */
export function confirmBy(
  { regime, receivedOn }: Pick<Answerable, "regime" | "receivedOn">,
  clock: StoreClock,
): Date | null {
  const within = regimes[regime].confirmWithin;
  if (!within) return null;
  return endOf(add(Temporal.PlainDate.from(receivedOn), within, placeOf(regime, clock)), clock.timeZone);
}

/** A store's response period. */
export interface OwnPeriod {
  responsePeriod: number;
  responsePeriodUnit: "days" | "months";
}

/** When a period of the store's own ends, which no holiday moves: the last millisecond of that day in its time zone. */
export function ownDueDate(receivedOn: string, period: OwnPeriod, timeZone: string): Date {
  return endOf(ownEnd(receivedOn, period), timeZone);
}

/**
 * When a request is due that was received on a day: by the earliest of the laws that apply, or by the store's own period where
 * that is shorter than theirs, or where none applies. A period that is as long as the law's is the law's.
 */
export function bindingDate(
  dates: { regime: Regime; dueAt: Date }[],
  { type, receivedOn, own }: { type: RequestType; receivedOn: string; own: OwnPeriod },
  clock: StoreClock,
): { regime: Regime | null; dueAt: Date } {
  const [first] = dates.toSorted((one, other) => one.dueAt.getTime() - other.dueAt.getTime());
  const end = ownEnd(receivedOn, own);
  const isShorter = (regime: Regime) => {
    const period = regimes[regime].period[type];
    const start = Temporal.PlainDate.from(receivedOn);
    return !period || Temporal.PlainDate.compare(end, add(start, period, placeOf(regime, clock))) < 0;
  };
  if (first && !isShorter(first.regime)) return first;
  return { regime: null, dueAt: endOf(end, clock.timeZone) };
}

/**
 * When an answer is due that was promised for a date and extended by the store itself, by two months as the GDPR does:
 * counted from the day of receipt where its period was in months, so that a first month that was cut short (January 31, due
 * on February 28) does not shorten the third.
 */
export function extendedOwnDate(receivedOn: string, dueAt: Date, timeZone: string): Date {
  const inMonths = (day: string, months: number) =>
    ownDueDate(day, { responsePeriod: months, responsePeriodUnit: "months" }, timeZone);
  const months = [1, 2, 3].find((count) => inMonths(receivedOn, count).getTime() === dueAt.getTime());
  if (months !== undefined) return inMonths(receivedOn, months + EXTENSION_MONTHS);
  return inMonths(dayOf(dueAt, timeZone).toString(), EXTENSION_MONTHS);
}

const EXTENSION_MONTHS = 2;

/** A date that was promised, later by the days of a pause. */
export function pausedOwnDate(dueAt: Date, { from, until }: Pick<Pause, "from" | "until">, timeZone: string): Date {
  const { days } = dayOf(from, timeZone).until(dayOf(until, timeZone));
  return endOf(dayOf(dueAt, timeZone).add({ days }), timeZone);
}

function ownEnd(receivedOn: string, { responsePeriod, responsePeriodUnit }: OwnPeriod): Temporal.PlainDate {
  return Temporal.PlainDate.from(receivedOn).add({ [responsePeriodUnit]: responsePeriod });
}

/** The UK's holidays are those of its nations: to a store elsewhere only its weekends are days off. */
function placeOf(regime: Regime, { country, subdivision }: StoreClock): Place {
  if (regime === "ccpa") return CALIFORNIA;
  return regime === "uk_gdpr" && country !== "GB" ? { country: null, subdivision: null } : { country, subdivision };
}

function add(start: Temporal.PlainDate, period: Period, place: Place): Temporal.PlainDate {
  return "workingDays" in period ? addWorkingDays(start, period.workingDays, place) : start.add(period);
}

function dayOf(at: Date, timeZone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();
}

/** The last millisecond of a day. */
function endOf(day: Temporal.PlainDate, timeZone: string): Date {
  return new Date(day.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds - 1);
}

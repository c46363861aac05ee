import { DEFAULT_TIME_ZONE, dateIn, endOfDay, startOfDay } from "@/lib/time-zone";
import type { TimeRange } from "./request-filter";

/** A store's response period, in days of its time zone (null: it has chosen none). */
export interface ResponsePeriod {
  responsePeriod: number;
  responsePeriodUnit: "days" | "months";
  timeZone: string | null;
}

/**
 * When the answer to a request is due, counted from the day it was made (GDPR Article 12(3)): a period in months ends
 * on the same day of its last month, or on that month's last day where it has no such day (Regulation (EEC, Euratom)
 * 1182/71, Article 3(2)(c)). @returns the last millisecond of that day in the store's time zone (Article 3(2)(b)).
 */
export function dueDate(madeAt: Date, { responsePeriod, responsePeriodUnit, timeZone }: ResponsePeriod): Date {
  const zone = timeZone ?? DEFAULT_TIME_ZONE;
  const made = new Date(dateIn(zone, madeAt));
  const [year, month, day] = [made.getUTCFullYear(), made.getUTCMonth(), made.getUTCDate()];
  const lastDay = new Date(Date.UTC(year, month + responsePeriod + 1, 0)).getUTCDate();
  const due =
    responsePeriodUnit === "days"
      ? Date.UTC(year, month, day + responsePeriod)
      : Date.UTC(year, month + responsePeriod, Math.min(day, lastDay));
  return new Date(endOfDay(new Date(due).toISOString().slice(0, 10), zone).getTime() - 1);
}

/** By how many months the time to answer may be extended, where that is necessary (GDPR Article 12(3)). */
const EXTENSION_MONTHS = 2;

/**
 * When an extended answer is due: two months later, counted from the day that the request was made where its period was
 * in months, so that a first month that was cut short (January 31, due on February 28) does not shorten the third.
 * @returns the last millisecond of that day in the store's time zone.
 */
export function extendedDueDate({ createdAt, dueAt }: { createdAt: Date; dueAt: Date }, timeZone: string): Date {
  const inMonths = (madeAt: Date, responsePeriod: number) =>
    dueDate(madeAt, { responsePeriod, responsePeriodUnit: "months", timeZone });
  const period = [1, 2, 3].find((months) => inMonths(createdAt, months).getTime() === dueAt.getTime());
  return period === undefined ? inMonths(dueAt, EXTENSION_MONTHS) : inMonths(createdAt, period + EXTENSION_MONTHS);
}

/** Days until a due date in the store's time zone: 0 on the day itself, negative once that day is over. */
export function daysUntil(dueAt: Date, timeZone: string, now = new Date()): number {
  return (Date.parse(dateIn(timeZone, dueAt)) - Date.parse(dateIn(timeZone, now))) / 86_400_000;
}

/** An answer that is due within so many days is marked. */
const DUE_SOON_DAYS = 7;

/** How urgent an answer is that is owed. */
export type Urgency = "overdue" | "soon" | "later";

/** How urgent an answer is by the days until it is due. */
export function urgencyOf(days: number): Urgency {
  if (days < 0) return "overdue";
  return days <= DUE_SOON_DAYS ? "soon" : "later";
}

/** The due dates of an urgency, by days of a store's time zone: overdue ones lie before today, others from today on. */
export function dueRange(urgency: "overdue" | "soon", timeZone: string, now = new Date()): TimeRange {
  const today = dateIn(timeZone, now);
  const from = startOfDay(today, timeZone);
  if (urgency === "overdue") return { before: from };
  const last = new Date(Date.parse(today) + DUE_SOON_DAYS * 86_400_000).toISOString().slice(0, 10);
  return { from, before: endOfDay(last, timeZone) };
}

import { dateIn, endOfDay, startOfDay } from "@/lib/time-zone";
import type { TimeRange } from "./request-filter";

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

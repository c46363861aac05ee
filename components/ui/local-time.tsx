"use client";

import { useContext } from "react";
import { formatTime } from "@/lib/time-zone";
import { PageContext } from "./page-context";

/**
 * A time in the reader's own zone or the store's, which it names; a date or a clock alone is the store's, with the time on
 * hover.
 */
export function LocalTime({
  at,
  dateOnly = false,
  clockOnly = false,
}: {
  at: Date;
  dateOnly?: boolean;
  /** Where the day is said above it. */
  clockOnly?: boolean;
}) {
  const page = useContext(PageContext);
  const clock = { locale: page.locale, timeZone: page.clockZone };
  return (
    // A browser may know a zone by another short name than the server: what the server wrote stays.
    <time dateTime={at.toISOString()} title={formatTime(at, "time", clock)} suppressHydrationWarning>
      {dateOnly || clockOnly
        ? formatTime(at, dateOnly ? "shortDay" : "clock", page)
        : formatTime(at, "shortTime", clock)}
    </time>
  );
}

/** A calendar date, such as "2026-03-01", which is of no time zone. */
export function CalendarDate({ date }: { date: string }) {
  const { locale } = useContext(PageContext);
  return <time dateTime={date}>{formatTime(new Date(date), "shortDay", { locale, timeZone: "UTC" })}</time>;
}

"use client";

import { useContext } from "react";
import { formatTime } from "@/lib/time-zone";
import { PageContext } from "./page-context";

/** A time in the store's zone, which it names; a date alone has the time and the zone on hover. */
export function LocalTime({ at, dateOnly = false }: { at: Date; dateOnly?: boolean }) {
  const page = useContext(PageContext);
  return (
    // A browser may know a zone by another short name than the server: what the server wrote stays.
    <time dateTime={at.toISOString()} title={formatTime(at, "time", page)} suppressHydrationWarning>
      {formatTime(at, dateOnly ? "shortDay" : "shortTime", page)}
    </time>
  );
}

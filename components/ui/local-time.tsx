"use client";

import { useEffect, useState } from "react";

/**
 * A time in the viewer's own zone, the exact instant on hover. The server, which knows no zone,
 * writes UTC; the script replaces it.
 */
export function LocalTime({ at, locale, dateOnly = false }: { at: string; locale: string; dateOnly?: boolean }) {
  const [zone, setZone] = useState<string | undefined>("UTC");
  useEffect(() => setZone(undefined), []);
  const format: Intl.DateTimeFormatOptions = dateOnly
    ? { day: "numeric", month: "short", year: "numeric" }
    : { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" };
  return (
    <time dateTime={at} title={at} className="tabular-nums">
      {new Date(at).toLocaleString(locale, { ...format, timeZone: zone })}
    </time>
  );
}

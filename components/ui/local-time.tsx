"use client";

import { useContext, useEffect, useState } from "react";
import { PageContext } from "./page-context";

/**
 * A time in the viewer's own zone, the exact instant on hover. The server, which knows no zone,
 * writes UTC; the script replaces it.
 */
export function LocalTime({ at, dateOnly = false }: { at: Date; dateOnly?: boolean }) {
  const { locale } = useContext(PageContext);
  const [zone, setZone] = useState<string | undefined>("UTC");
  useEffect(() => setZone(undefined), []);
  return (
    <time dateTime={at.toISOString()} title={at.toISOString()}>
      {formatOf(locale, dateOnly, zone).format(at)}
    </time>
  );
}

/** Creating a format takes longer than the rest of a table's cell: each is created once. */
function formatOf(locale: string, dateOnly: boolean, timeZone: string | undefined): Intl.DateTimeFormat {
  const key = `${locale} ${dateOnly} ${timeZone}`;
  const time = dateOnly ? {} : ({ hour: "2-digit", minute: "2-digit" } as const);
  const made =
    formats.get(key) ??
    new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric", ...time, timeZone });
  formats.set(key, made);
  return made;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The IANA time zone of a store that has chosen none, and of pages that belong to no store. */
export const DEFAULT_TIME_ZONE = "UTC";

/**
 * How a time is written: a day in words, in short or without its year, with or without the clock and the zone that it is
 * read in, or those alone.
 */
export type TimeStyle = "day" | "shortDay" | "dayOfYear" | "time" | "shortTime" | "clock";

/** Writes an instant in a time zone and a language. A clock never stands without its zone. */
export function formatTime(
  at: Date,
  style: TimeStyle,
  { locale, timeZone }: { locale: string; timeZone: string },
): string {
  return formatOf(`${locale} ${timeZone} ${style}`, locale, { ...STYLES[style], timeZone }).format(at);
}

const day = { day: "numeric", month: "long", year: "numeric" } as const;
const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short" } as const;
const STYLES: Record<TimeStyle, Intl.DateTimeFormatOptions> = {
  day,
  shortDay: { ...day, month: "short" },
  dayOfYear: { day: "numeric", month: "short" },
  time: { ...day, ...clock },
  shortTime: { ...day, month: "short", ...clock },
  clock,
};

/** The calendar date of an instant in a time zone, such as "2026-03-01". */
export function dateIn(timeZone: string, at: Date): string {
  // Swedish writes dates as ISO 8601 does.
  return formatOf(`date ${timeZone}`, "sv", { timeZone, dateStyle: "short" }).format(at);
}

/** The hour of an instant by the clocks of a time zone, from 0 to 23. */
export function hourIn(timeZone: string, at: Date): number {
  return Number(formatOf(`hour ${timeZone}`, "en", { timeZone, hour: "2-digit", hourCycle: "h23" }).format(at));
}

/** A calendar date so many days later, or earlier, such as "2026-03-01". */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MILLISECONDS).toISOString().slice(0, 10);
}

/** The first instant of a calendar date in a time zone, also where its clocks change at midnight. */
export function startOfDay(date: string, timeZone: string): Date {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  // The offset before and after: one of them makes the day begin, or both.
  const tries = [-DAY_MILLISECONDS, DAY_MILLISECONDS]
    .map((shift) => new Date(midnight - offsetMilliseconds(timeZone, new Date(midnight + shift))))
    .sort((one, other) => one.getTime() - other.getTime());
  return tries.find((at) => dateIn(timeZone, at) >= date) ?? new Date(midnight);
}

/** The first instant after a calendar date in a time zone. */
export function endOfDay(date: string, timeZone: string): Date {
  return startOfDay(addDays(date, 1), timeZone);
}

/** When each of the latest weeks began in a time zone, Monday first (ISO 8601); the last of them is the current one. */
export function weekStarts(timeZone: string, count: number, now = new Date()): Date[] {
  const today = new Date(dateIn(timeZone, now));
  const monday = today.getTime() - ((today.getUTCDay() + 6) % 7) * DAY_MILLISECONDS;
  return Array.from({ length: count }, (_, index) => {
    const date = new Date(monday - (count - 1 - index) * 7 * DAY_MILLISECONDS);
    return startOfDay(date.toISOString().slice(0, 10), timeZone);
  });
}

const DAY_MILLISECONDS = 86_400_000;

/** How far a zone's clock is ahead of UTC at an instant. */
function offsetMilliseconds(timeZone: string, at: Date): number {
  const parts = formatOf(`offset ${timeZone}`, "en", { timeZone, timeZoneName: "longOffset" }).formatToParts(at);
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  const [, sign, hours = "0", minutes = "0", seconds = "0"] = /([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(name) ?? [];
  return (sign === "-" ? -1000 : 1000) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds));
}

/** The time zones to choose from, among them the one that is chosen. */
export function timeZones(chosen?: string | null): string[] {
  return [...new Set([DEFAULT_TIME_ZONE, ...(chosen ? [chosen] : []), ...Intl.supportedValuesOf("timeZone")])];
}

/** A time zone as this machine knows it, by its name or a former name of it; undefined for anything else. */
export function readTimeZone(name: string): string | undefined {
  if (!/^[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)*$/.test(name)) return undefined;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

// Kept, because making a formatter takes a thousand times as long as using it. There are some hundred zones.
const MAX_FORMATS = 500;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(key: string, locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const made = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  if (!formats.has(key) && formats.size >= MAX_FORMATS) formats.clear();
  formats.set(key, made);
  return made;
}

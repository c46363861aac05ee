import type { Temporal } from "temporal-polyfill";
import { logger } from "@/lib/logger";
import holidays from "./holidays.json";

/** Where a store is established: a country (ISO 3166-1), and the part of it whose holidays it has (ISO 3166-2's last part). */
export interface Place {
  country: string | null;
  subdivision: string | null;
}

/** The parts of a country that have holidays of their own, with their names in the country's language. */
export function subdivisionsOf(country: string): { code: string; name: string }[] {
  return Object.entries(holidays.names)
    .filter(([key]) => key.startsWith(`${country}-`))
    .map(([key, name]) => ({ code: key.slice(country.length + 1), name }));
}

/**
 * Whether a day is a Saturday, a Sunday or a public holiday of a place. Past the last year that holidays.json has, and for a
 * country that it lacks, weekends alone are known: a date is then earlier than it might be, never later.
 */
function isDayOff(day: Temporal.PlainDate, place: Place): boolean {
  if (day.dayOfWeek > 5) return true;
  if (place.country === null) return false;
  if (day.year > holidays.lastYear) warn();
  return daysOff(place).has(day.toString());
}

/** The day itself, or the next one that is no day off. */
export function nextWorkingDay(day: Temporal.PlainDate, place: Place): Temporal.PlainDate {
  let next = day;
  while (isDayOff(next, place)) next = next.add({ days: 1 });
  return next;
}

/** So many working days later, the first day not counted. */
export function addWorkingDays(day: Temporal.PlainDate, count: number, place: Place): Temporal.PlainDate {
  let next = day;
  for (let left = count; left > 0; left -= 1) next = nextWorkingDay(next.add({ days: 1 }), place);
  return next;
}

let warned = false;

function warn(): void {
  if (warned) return;
  warned = true;
  logger.warn(
    { lastYear: holidays.lastYear },
    "no public holidays are known any more: run lib/clock/make-holidays.mjs",
  );
}

const known = new Map<string, Set<string>>();

/** The weekdays that are holidays of a place, such as "2027-03-26". */
function daysOff({ country, subdivision }: Place): Set<string> {
  const key = subdivision ? `${country}-${subdivision}` : String(country);
  const days = known.get(key) ?? new Set(read(String(country), key));
  known.set(key, days);
  return days;
}

function read(country: string, key: string): string[] {
  const { countries, subdivisions, firstYear } = holidays;
  const own = yearsOf(subdivisions, key);
  return yearsOf(countries, country).flatMap((whole, index) => {
    const part = own[index] ?? [];
    return [...whole, ...part]
      .filter((day) => !day.startsWith("-") && !part.includes(`-${day}`))
      .map((day) => `${firstYear + index}-${day.slice(0, 2)}-${day.slice(2)}`);
  });
}

function yearsOf(places: Record<string, string>, key: string): string[][] {
  const text = Object.hasOwn(places, key) ? places[key] : undefined;
  return text === undefined ? [] : text.split("/").map((year) => year.split(" ").filter(Boolean));
}

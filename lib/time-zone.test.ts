import { expect, test } from "vitest";
import { dateIn, endOfDay, formatTime, readTimeZone, startOfDay, timeZones, weekStarts } from "./time-zone";

const midnight = new Date("2026-02-28T23:30:00Z");

test("an instant has the date of the store's zone, and a clock never stands without its zone", () => {
  const berlin = { locale: "de", timeZone: "Europe/Berlin" };
  expect(dateIn("Europe/Berlin", midnight)).toBe("2026-03-01");
  expect(dateIn("America/Los_Angeles", midnight)).toBe("2026-02-28");
  expect(formatTime(midnight, "day", berlin)).toBe("1. März 2026");
  expect(formatTime(midnight, "time", berlin)).toBe("1. März 2026 um 00:30 MEZ");
  expect(formatTime(midnight, "shortTime", { locale: "en", timeZone: "UTC" })).toBe("Feb 28, 2026, 23:30 UTC");
});

test.each([
  ["2026-03-01", "UTC", "2026-03-01T00:00:00.000Z", 24],
  ["2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00.000Z", 23],
  ["2026-10-25", "Europe/Berlin", "2026-10-24T22:00:00.000Z", 25],
  ["2026-03-08", "America/Los_Angeles", "2026-03-08T08:00:00.000Z", 23],
  ["2026-01-01", "Asia/Kolkata", "2025-12-31T18:30:00.000Z", 24],
  // Clocks go forward at midnight: the day begins at 01:00.
  ["2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00:00.000Z", 23],
  // Clocks go back at midnight: 23:00 to 24:00 comes twice, on the day before.
  ["2018-02-18", "America/Sao_Paulo", "2018-02-18T03:00:00.000Z", 24],
  // Clocks go back from 01:00 to 00:00: the day's first hour comes twice.
  ["2026-11-01", "America/Havana", "2026-11-01T04:00:00.000Z", 25],
])("the day %s in %s begins at %s and has %i hours", (date, zone, begins, hours) => {
  const start = startOfDay(date, zone);
  expect(start.toISOString()).toBe(begins);
  expect(endOfDay(date, zone).getTime() - start.getTime()).toBe(hours * 3_600_000);
  expect(dateIn(zone, start)).toBe(date);
  expect(dateIn(zone, new Date(start.getTime() - 1))).not.toBe(date);
});

test("only names of time zones are taken, whatever a browser calls them", () => {
  for (const zone of timeZones()) expect(readTimeZone(zone)).toBeDefined();
  expect(readTimeZone("Etc/UTC")).toBe("UTC");
  expect(readTimeZone("Europe/Kiev")).toBeDefined();
  for (const text of ["", "+01:00", "Mars/Olympus", "Europe/Berlin\n", "x".repeat(1_000_000)])
    expect(readTimeZone(text)).toBeUndefined();
});

test.each([
  ["UTC", "2026-11-30T00:00:00Z", ["2026-11-23T00:00:00.000Z", "2026-11-30T00:00:00.000Z"]],
  ["UTC", "2026-11-29T23:59:59Z", ["2026-11-16T00:00:00.000Z", "2026-11-23T00:00:00.000Z"]],
  ["Pacific/Auckland", "2026-11-29T11:00:00Z", ["2026-11-22T11:00:00.000Z", "2026-11-29T11:00:00.000Z"]],
  // Clocks go back on the Sunday between the two.
  ["Europe/Berlin", "2026-10-28T12:00:00Z", ["2026-10-18T22:00:00.000Z", "2026-10-25T23:00:00.000Z"]],
])("weeks in %s at %s begin on Mondays", (zone, now, starts) => {
  expect(weekStarts(zone, 2, new Date(now)).map((start) => start.toISOString())).toEqual(starts);
});

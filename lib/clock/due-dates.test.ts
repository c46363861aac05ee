import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { PauseReason, Regime, RequestType } from "@/prisma/generated/enums";
import { bindingDate, confirmBy, regimeDueDate, type StoreClock } from "./due-dates";

/**
 * due-dates.csv: what is asked, and the day on which it is due by which law ("own": the store's period), worked out without
 * this code: by hand, and by a script of its own with the holidays as the countries' laws have them and Easter by Meeus.
 */
const [, ...rows] = readFileSync(new URL("due-dates.csv", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => line.split("|") as [string, string, string, string, string, string, string, string, string, string]);

test("the table holds at least 140 dates, each with its source, and no date twice", () => {
  expect(rows.length).toBeGreaterThanOrEqual(140);
  for (const row of rows) expect(row).toHaveLength(10);
  for (const [, , , , , , , , , source] of rows) expect(source.length).toBeGreaterThan(10);
  expect(new Set(rows.map((row) => row.slice(0, 8).join())).size).toBe(rows.length);
});

test.each(rows)("%s, %s in %s (%s), received %s, own %s, paused %s %s: due %s (%s)", (...row) => {
  const [laws, type, place, timeZone, received, own, paused, extended, due] = row;
  const [country = null, subdivision = null] = place.split("-");
  const clock: StoreClock = { country, subdivision, timeZone };
  const [day = ""] = local(new Date(received), timeZone).split(" ");
  const facts = { receivedOn: day, pauses: pausesOf(paused), extended: extended !== "" };
  const dates = laws
    .split("+")
    .filter(Boolean)
    .map((name) => {
      const regime = name as Regime;
      const dueAt =
        type === "confirm"
          ? (confirmBy({ regime, ...facts }, clock) as Date)
          : regimeDueDate({ regime, type: type as RequestType, ...facts }, clock);
      return { regime, dueAt };
    });
  const [count = "", unit = ""] = own.split(" ");
  const period = { responsePeriod: Number(count), responsePeriodUnit: unit as "days" | "months" };
  const [first] = dates.toSorted((one, other) => one.dueAt.getTime() - other.dueAt.getTime());
  const binding = own
    ? bindingDate(dates, { type: type as RequestType, receivedOn: day, own: period }, clock)
    : (first as { regime: Regime; dueAt: Date });
  // The whole day counts, by the clocks of the store's zone.
  expect(`${local(binding.dueAt, timeZone)} ${binding.regime ?? "own"}`).toBe(due.replace(" ", " 23:59:59.999 "));
  expect(local(new Date(binding.dueAt.getTime() + 1), timeZone)).toMatch(/ 0[01]:00:00.000$/);
});

/** An instant by the clocks of a zone, such as "2027-03-01 23:59:59.999": Swedish writes times as ISO 8601 does. */
function local(at: Date, timeZone: string): string {
  const style = { dateStyle: "short", timeStyle: "medium" } as const;
  const text = new Intl.DateTimeFormat("sv", { ...style, timeZone }).format(at);
  return `${text}.${String(at.getUTCMilliseconds()).padStart(3, "0")}`;
}

/** "identity 2027-03-02..2027-03-10": asked and told at noon, in Universal Time. */
function pausesOf(text: string) {
  return text
    .split(", ")
    .filter(Boolean)
    .map((pause) => {
      const [, reason, from, until] = /^(\w+) (\S+)\.\.(\S+)$/.exec(pause) ?? [];
      return { reason: reason as PauseReason, from: new Date(`${from}T12:00Z`), until: new Date(`${until}T12:00Z`) };
    });
}

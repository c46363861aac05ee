import { expect, test } from "vitest";
import { dueDate } from "./request-deadline";

const month = { responsePeriod: 1, responsePeriodUnit: "months" } as const;

test.each([
  ["2026-11-23T10:00:00.000Z", "2026-12-23T10:00:00.000Z"],
  ["2026-12-31T23:59:59.000Z", "2027-01-31T23:59:59.000Z"],
  ["2027-01-31T08:30:00.000Z", "2027-02-28T08:30:00.000Z"],
  ["2028-01-30T08:30:00.000Z", "2028-02-29T08:30:00.000Z"],
])("a month from %s is the same day of the next one, or its last: %s", (madeAt, due) => {
  expect(dueDate(new Date(madeAt), month).toISOString()).toBe(due);
});

test("several months are counted from the first day, not from each other", () => {
  const due = dueDate(new Date("2026-12-31T12:00:00Z"), { responsePeriod: 3, responsePeriodUnit: "months" });
  expect(due.toISOString()).toBe("2027-03-31T12:00:00.000Z");
});

test("days are days", () => {
  const due = dueDate(new Date("2027-02-20T12:00:00Z"), { responsePeriod: 30, responsePeriodUnit: "days" });
  expect(due.toISOString()).toBe("2027-03-22T12:00:00.000Z");
});

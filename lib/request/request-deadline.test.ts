import { expect, test } from "vitest";
import { formatTime } from "@/lib/time-zone";
import { daysUntil, dueDate, dueRange, extendedDueDate, urgencyOf } from "./request-deadline";

const month = { responsePeriod: 1, responsePeriodUnit: "months", timeZone: null } as const;
const due = (madeAt: string, period: Parameters<typeof dueDate>[1]) => dueDate(new Date(madeAt), period).toISOString();

test.each([
  ["2026-11-23T10:00:00.000Z", "2026-12-23T23:59:59.999Z"],
  ["2026-12-31T23:59:59.000Z", "2027-01-31T23:59:59.999Z"],
  ["2027-01-31T08:30:00.000Z", "2027-02-28T23:59:59.999Z"],
  ["2028-01-30T08:30:00.000Z", "2028-02-29T23:59:59.999Z"],
])("a month from %s is the end of the same day of the next one, or of its last: %s", (madeAt, end) => {
  expect(due(madeAt, month)).toBe(end);
});

test("several months are counted from the first day, not from each other", () => {
  expect(due("2026-12-31T12:00:00Z", { ...month, responsePeriod: 3 })).toBe("2027-03-31T23:59:59.999Z");
});

test("days are days", () => {
  const period = { ...month, responsePeriod: 30, responsePeriodUnit: "days" } as const;
  expect(due("2027-02-20T12:00:00Z", period)).toBe("2027-03-22T23:59:59.999Z");
});

test.each([
  // 00:30 on March 1 in Berlin; its clocks change on March 28.
  ["Europe/Berlin", "2027-02-28T23:30:00Z", "2027-04-01T21:59:59.999Z", "April 1, 2027"],
  // 20:00 on January 30 in Los Angeles.
  ["America/Los_Angeles", "2027-01-31T04:00:00Z", "2027-03-01T07:59:59.999Z", "February 28, 2027"],
])("days are those of the store's time zone, %s", (timeZone, madeAt, end, words) => {
  expect(due(madeAt, { ...month, timeZone })).toBe(end);
  expect(formatTime(new Date(end), "day", { locale: "en", timeZone })).toBe(words);
});

test.each([
  ["2026-11-30T10:00:00Z", month, "2027-02-28T23:59:59.999Z"],
  ["2026-12-31T10:00:00Z", month, "2027-03-31T23:59:59.999Z"],
  // Due on February 28, since that month is short: the third month is not.
  ["2027-01-31T10:00:00Z", month, "2027-04-30T23:59:59.999Z"],
  ["2027-01-31T10:00:00Z", { ...month, responsePeriod: 14, responsePeriodUnit: "days" }, "2027-04-14T23:59:59.999Z"],
  ["2027-02-28T23:30:00Z", { ...month, timeZone: "Europe/Berlin" }, "2027-06-01T21:59:59.999Z"],
] as const)("an extension of what was made at %s ends two months later", (madeAt, period, end) => {
  const createdAt = new Date(madeAt);
  const request = { createdAt, dueAt: dueDate(createdAt, period) };
  expect(extendedDueDate(request, period.timeZone ?? "UTC").toISOString()).toBe(end);
});

test.each([
  ["2027-04-01T21:59:59.999Z", 0],
  ["2027-04-01T22:00:00.000Z", -1],
  ["2027-03-31T21:59:59.999Z", 1],
  ["2027-03-02T12:00:00.000Z", 30],
])("it is late once the due day is over in Berlin: at %s, %i days are left", (now, days) => {
  const end = new Date("2027-04-01T21:59:59.999Z");
  expect(daysUntil(end, "Europe/Berlin", new Date(now))).toBe(days);
  // One that an earlier release made due at some time of that day is due on the same day.
  expect(daysUntil(new Date("2027-04-01T08:30:00Z"), "Europe/Berlin", new Date(now))).toBe(days);
});

test.each([
  [-30, "overdue"],
  [-1, "overdue"],
  [0, "soon"],
  [1, "soon"],
  [7, "soon"],
  [8, "later"],
  [30, "later"],
])("with %i days left an answer is %s", (days, urgency) => {
  expect(urgencyOf(days)).toBe(urgency);
});

test("what is due on the seventh day from today is due soon, and what was due yesterday overdue, by the store's days", () => {
  // 00:30 on March 22 in Berlin, whose clocks change on March 28.
  const now = new Date("2027-03-21T23:30:00Z");
  const today = new Date("2027-03-21T23:00:00Z");
  expect(dueRange("overdue", "Europe/Berlin", now)).toEqual({ before: today });
  expect(dueRange("soon", "Europe/Berlin", now)).toEqual({ from: today, before: new Date("2027-03-29T22:00:00Z") });
  for (const [dueAt, urgency] of [
    ["2027-03-21T22:59:59.999Z", "overdue"],
    ["2027-03-22T22:59:59.999Z", "soon"],
    ["2027-03-29T21:59:59.999Z", "soon"],
    ["2027-03-30T21:59:59.999Z", "later"],
  ] as const)
    expect(urgencyOf(daysUntil(new Date(dueAt), "Europe/Berlin", now)), dueAt).toBe(urgency);
});

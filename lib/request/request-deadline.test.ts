import { expect, test } from "vitest";
import { daysUntil, dueRange, urgencyOf } from "./request-deadline";

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

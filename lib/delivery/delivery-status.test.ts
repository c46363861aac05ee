import { expect, test } from "vitest";
import { DeliveryState, type RequestState } from "@/prisma/generated/enums";
import { activeStates, customerFacingStatus, isActive, transitions } from "./delivery-status";

// What each transition makes of a delivery in each state; "-" where it cannot happen.
const states = Object.values(DeliveryState);
const table = `
  transition  awaiting_approval  preparing  live       completed  expired  revoked  declined  failed
  decline     declined           -          -          -          -        -        -         -
  goLive      live               live       -          -          -        -        -         -
  fail        failed             failed     -          -          -        -        -         -
  handOver    completed          completed  completed  -          -        -        -         -
  send        -                  -          completed  -          -        -        -         -
  revoke      revoked            revoked    revoked    -          -        -        -         -
  expire      expired            expired    expired    -          -        -        -         -`;
const [header = [], ...rows] = table
  .trim()
  .split("\n")
  .map((line) => line.trim().split(/\s+/));

test("the table names every state and every transition", () => {
  expect(new Set(header.slice(1))).toEqual(new Set(states));
  expect(rows.map(([name]) => name)).toEqual(Object.keys(transitions));
});

test.each(rows)("%s", (name, ...expected) => {
  const { from, to } = transitions[name as keyof typeof transitions];
  const result = header.slice(1).map((state) => (from.some((one) => one === state) ? to : "-"));
  expect(result).toEqual(expected);
});

test("from an active state a delivery may reach the customer, and no transition leads back out of the others", () => {
  expect(states.filter(isActive)).toEqual([...activeStates]);
  for (const { from } of Object.values(transitions)) expect(from.every(isActive)).toBe(true);
});

const now = new Date("2026-03-01T12:00:00Z");
const [past, future] = [new Date(now.getTime() - 1), new Date(now.getTime() + 1)];

test.each<[DeliveryState, Date | null, RequestState, string]>([
  ["live", future, "open", "live"],
  ["live", future, "answered", "live"],
  ["live", now, "open", "expired"],
  ["live", past, "open", "expired"],
  ["live", null, "open", "expired"],
  ["live", future, "refused", "revoked"],
  ["live", future, "cancelled", "revoked"],
  ["completed", past, "answered", "completed"],
  ["completed", null, "refused", "completed"],
  ["revoked", future, "open", "revoked"],
  ["declined", null, "open", "revoked"],
  ["expired", past, "open", "expired"],
  ["awaiting_approval", null, "open", "expired"],
  ["preparing", null, "open", "expired"],
  ["failed", null, "open", "expired"],
])("%s until %s, its request %s: to the customer it is %s", (state, expiresAt, request, expected) => {
  expect(customerFacingStatus({ state, expiresAt, request: { state: request } }, now)).toBe(expected);
});

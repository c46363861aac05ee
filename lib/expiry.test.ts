import { expect, test } from "vitest";
import { currentState, hasExpired } from "./expiry";

const now = new Date("2026-03-01T12:00:00Z");
const at = (milliseconds: number) => new Date(now.getTime() + milliseconds);

test.each([
  ["a millisecond ago", at(-1), true],
  ["now", at(0), true],
  ["in a millisecond", at(1), false],
  ["never", null, false],
])("what expires %s: %s is expired: %s", (_, expiresAt, expected) => {
  expect(hasExpired(expiresAt, now)).toBe(expected);
});

test.each([
  ["ready", at(0), "expired"],
  ["ready", at(1), "ready"],
  ["ready", null, "ready"],
  ["live", at(-1), "expired"],
  ["live", at(1), "live"],
  ["live", null, "live"],
  ["collecting", at(-1), "collecting"],
  ["failed", at(-1), "failed"],
  ["completed", at(-1), "completed"],
  ["revoked", at(-1), "revoked"],
  ["awaiting_approval", null, "awaiting_approval"],
])("a row that says %s and expires at %s is %s", (state, expiresAt, expected) => {
  expect(currentState({ state, expiresAt }, now)).toBe(expected);
});

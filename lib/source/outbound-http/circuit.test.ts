import { expect, test } from "vitest";
import { afterFailure, CLOSED, isOpen } from "./circuit";
import { OutboundError } from "./outbound-error";
import { readRetryAfter } from "./retry-after";

const now = new Date("2026-11-30T12:00:00Z");
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

test.each([
  [1, 0],
  [4, 0],
  [5, 60],
  [6, 120],
  [10, 1920],
  [11, 3600],
  [1000, 3600],
])("after %i failures in a row the system is left alone for %i seconds", (count, seconds) => {
  let circuit = CLOSED;
  for (let index = 0; index < count; index++) circuit = afterFailure(circuit, new OutboundError("timeout"), now);
  expect(circuit.failures).toBe(count);
  expect(isOpen(circuit, later(seconds - 1))).toBe(seconds > 0);
  expect(isOpen(circuit, later(seconds))).toBe(false);
});

test("one that asks to be left alone is, at once", () => {
  const circuit = afterFailure(CLOSED, new OutboundError("throttled", { retryAfterSeconds: 90 }), now);
  expect(circuit).toEqual({ failures: 1, retryAt: later(90) });
});

test.each([
  ["120", 120],
  [" 0 ", 0],
  ["999999", 3600],
  ["Mon, 30 Nov 2026 12:01:30 GMT", 90],
  ["Mon, 30 Nov 2026 11:00:00 GMT", 0],
  ["Mon, 30 Nov 2099 11:00:00 GMT", 3600],
  ["-1", undefined],
  ["1.5", undefined],
  ["soon", undefined],
  ["2026-11-30", undefined],
  [null, undefined],
])("Retry-After: %s", (value, seconds) => {
  expect(readRetryAfter(value, now)).toBe(seconds);
});

import { expect, test } from "vitest";
import { customerSteps } from "./customer-steps";

const createdAt = new Date("2026-11-01T09:00:00Z");
const verifiedAt = new Date("2026-11-01T09:05:00Z");
const startedAt = new Date("2026-11-04T10:00:00Z");
const deliveredAt = new Date("2026-11-05T11:00:00Z");
const closedAt = new Date("2026-11-05T11:00:01Z");

const guest = { type: "export", source: "guest", createdAt, verifiedAt, closedAt: null, closedAsSpam: false } as const;
const live = { startedAt, deliveredAt: null, status: "live" } as const;

test.each([
  [
    "a guest's, not verified",
    { ...guest, state: "unverified", verifiedAt: null },
    undefined,
    "made ✓, verified now, prepared, ready, received",
  ],
  ["a guest's, open", { ...guest, state: "open" }, undefined, "made ✓, verified ✓, prepared now, ready, received"],
  [
    "a signed-in customer's, open",
    { ...guest, source: "signed_in", state: "open" },
    undefined,
    "made ✓, prepared now, ready, received",
  ],
  ["ready to download", { ...guest, state: "open" }, live, "made ✓, verified ✓, prepared ✓, ready ✓, received now"],
  [
    "revoked",
    { ...guest, state: "open" },
    { ...live, status: "revoked" },
    "made ✓, verified ✓, prepared now, ready, received",
  ],
  [
    "downloaded",
    { ...guest, state: "answered", closedAt },
    { ...live, deliveredAt },
    "made ✓, verified ✓, prepared ✓, ready ✓, received ✓",
  ],
  [
    "answered without a delivery",
    { ...guest, state: "answered", closedAt },
    undefined,
    "made ✓, verified ✓, answered ✓",
  ],
  ["not for a copy", { ...guest, type: "correction", state: "open" }, undefined, "made ✓, verified ✓, answered now"],
  [
    "an opt-out, which nobody verifies",
    { ...guest, type: "opt_out", state: "open", verifiedAt: null },
    undefined,
    "made ✓, answered now",
  ],
  ["refused", { ...guest, state: "refused", closedAt }, live, "made ✓, verified ✓, refused ✓"],
  ["withdrawn", { ...guest, state: "cancelled", closedAt }, undefined, "made ✓, verified ✓, cancelled ✓"],
  [
    "closed as spam",
    { ...guest, state: "cancelled", verifiedAt: null, closedAt, closedAsSpam: true },
    undefined,
    "made ✓, closed ✓",
  ],
  ["not theirs", { ...guest, state: "cancelled", verifiedAt: null, closedAt }, undefined, "made ✓, cancelled ✓"],
] as const)("%s", (_, request, delivery, expected) => {
  const marks = { done: " ✓", now: " now", undefined: "" };
  const shown = customerSteps(request, delivery).map(
    ({ step, progress }) => `${step}${marks[progress ?? "undefined"]}`,
  );
  expect(shown.join(", ")).toBe(expected);
});

test("a step that is done says when", () => {
  const steps = customerSteps({ ...guest, state: "answered", closedAt }, { ...live, deliveredAt, status: "completed" });
  expect(steps.map(({ at }) => at)).toEqual([createdAt, verifiedAt, null, startedAt, deliveredAt]);
});

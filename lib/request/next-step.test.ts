import { expect, test } from "vitest";
import { nextStep, type RequestProgress, type Step, type StepAction } from "./next-step";

const open: RequestProgress = {
  type: "export",
  state: "open",
  customerId: "c",
  matchCount: 1,
  emailVerified: true,
  export: null,
  delivery: undefined,
};
const ready = { export: { state: "ready" } } as const;
const nobody = { customerId: null, matchCount: 0 };

test.each<[what: string, Partial<RequestProgress>, Step, StepAction | undefined, StepAction[]]>([
  ["unverified", { state: "unverified", ...nobody, emailVerified: false }, "verify", undefined, []],
  ["open, its customer known", {}, "export", "export", ["refuse"]],
  ["open, a proved address that no customer has", nobody, "export", "export", ["refuse"]],
  [
    "open, an account that the store does not know",
    { ...nobody, emailVerified: false },
    "identify",
    undefined,
    ["refuse"],
  ],
  [
    "open, an address of several customers",
    { customerId: null, matchCount: 2 },
    "several",
    undefined,
    ["export", "refuse"],
  ],
  ["export queued", { export: { state: "queued" } }, "collecting", undefined, ["refuse"]],
  ["export at work", { export: { state: "collecting" } }, "collecting", undefined, ["refuse"]],
  [
    "export at work, of several customers",
    { export: { state: "queued" }, customerId: null, matchCount: 2 },
    "collecting",
    undefined,
    ["refuse"],
  ],
  ["export failed", { export: { state: "failed" } }, "retry", "export", ["refuse"]],
  ["export expired", { export: { state: "expired" } }, "retry", "export", ["refuse"]],
  [
    "export expired, of several customers",
    { export: { state: "expired" }, customerId: null, matchCount: 2 },
    "several",
    undefined,
    ["export", "refuse"],
  ],
  ["export ready", ready, "deliver", "review", ["deliver", "download", "answer", "refuse"]],
  [
    "delivery to be approved",
    { ...ready, delivery: { state: "awaiting_approval", method: "link" } },
    "approval",
    undefined,
    ["refuse"],
  ],
  [
    "delivery being prepared",
    { ...ready, delivery: { state: "preparing", method: "password_zip" } },
    "preparing",
    undefined,
    ["refuse"],
  ],
  ["link sent", { ...ready, delivery: { state: "live", method: "link" } }, "waiting", undefined, ["refuse"]],
  [
    "zip to be handed over",
    { ...ready, delivery: { state: "live", method: "password_zip" } },
    "passOn",
    undefined,
    ["refuse"],
  ],
  ["answered, its export still there", { ...ready, state: "answered" }, "closed", undefined, ["download", "contents"]],
  [
    "answered, its delivery still live",
    { ...ready, state: "answered", delivery: { state: "live", method: "link" } },
    "closed",
    undefined,
    ["download", "contents"],
  ],
  ["answered, its export expired", { state: "answered", export: { state: "expired" } }, "closed", undefined, []],
  ["refused", { state: "refused" }, "closed", undefined, []],
  ["cancelled", { state: "cancelled", ...nobody }, "closed", undefined, []],
])("%s: the next step, and what staff may do", (_, request, step, primary, others) => {
  expect(nextStep({ ...open, ...request }, true)).toEqual({ step, primary, others });
  // A viewer sees the step, and acts on nothing.
  expect(nextStep({ ...open, ...request }, false)).toEqual({ step, primary: undefined, others: [] });
});

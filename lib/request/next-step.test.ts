import { expect, test } from "vitest";
import { nextStep, type RequestProgress, type Step, type StepAction } from "./next-step";

const open: RequestProgress = {
  type: "export",
  state: "open",
  customerId: "c",
  matchCount: 1,
  source: "guest",
  email: "a@mail.example",
  emailVerified: true,
  identityCheck: null,
  export: null,
  answer: null,
  closedAt: null,
  delivery: undefined,
};
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
const ready = { export: { state: "ready" } } as const;
const expired = { export: { state: "expired" } } as const;
const nobody = { customerId: null, matchCount: 0 };
const unproved = { ...nobody, emailVerified: false };
const checked = { source: "staff", identityCheck: "called_back" } as const;
const several = { customerId: null, matchCount: 2 };
const answered = { state: "answered" } as const;
const opened: StepAction[] = ["download", "contents"];
type Delivery = NonNullable<RequestProgress["delivery"]>;
const delivered = (state: Delivery["state"], method: Delivery["method"]) => ({ ...ready, delivery: { state, method } });

test.each<[what: string, Partial<RequestProgress>, Step, StepAction | undefined, StepAction[]]>([
  ["unverified", { state: "unverified", ...unproved }, "verify", undefined, []],
  ["open, its customer known", {}, "export", "export", ["answer", "refuse"]],
  ["open, a proved address that no customer has", nobody, "export", "export", ["answer", "refuse"]],
  ["open, an account that the store does not know", unproved, "identify", undefined, ["answer", "refuse"]],
  ["open, entered for nobody known", { ...unproved, source: "staff" }, "find", undefined, ["answer", "refuse"]],
  ["open, entered, their identity checked", { ...unproved, ...checked }, "export", "export", ["answer", "refuse"]],
  [
    "open, checked, without an address",
    { ...unproved, ...checked, email: null },
    "find",
    undefined,
    ["answer", "refuse"],
  ],
  ["open, an address of several customers", several, "several", undefined, ["export", "answer", "refuse"]],
  ["export queued", { export: { state: "queued" } }, "collecting", undefined, ["answer", "refuse"]],
  ["running export", { export: { state: "collecting" } }, "collecting", undefined, ["answer", "refuse"]],
  [
    "queued, of several customers",
    { export: { state: "queued" }, ...several },
    "collecting",
    undefined,
    ["answer", "refuse"],
  ],
  ["export failed", { export: { state: "failed" } }, "retry", "export", ["answer", "refuse"]],
  ["export expired", expired, "retry", "export", ["answer", "refuse"]],
  ["expired, of several customers", { ...expired, ...several }, "several", undefined, ["export", "answer", "refuse"]],
  ["export ready", ready, "deliver", "review", ["deliver", "download", "answer", "refuse"]],
  ["delivery to be approved", delivered("awaiting_approval", "link"), "approval", undefined, ["refuse"]],
  ["delivery being prepared", delivered("preparing", "password_zip"), "preparing", undefined, ["refuse"]],
  ["link sent", delivered("live", "link"), "waiting", undefined, ["refuse"]],
  ["zip to be handed over", delivered("live", "password_zip"), "passOn", undefined, ["refuse"]],
  ["answered, its export still there", { ...ready, ...answered }, "closed", undefined, opened],
  ["answered, its delivery live", { ...answered, ...delivered("live", "link") }, "closed", undefined, opened],
  ["answered, its export expired", { ...answered, ...expired }, "closed", undefined, []],
  ["refused", { state: "refused" }, "closed", undefined, []],
  [
    "answered without a delivery",
    { state: "answered", answer: "other", closedAt: daysAgo(29) },
    "closed",
    undefined,
    ["reopen"],
  ],
  ["answered so a month ago", { state: "answered", answer: "other", closedAt: daysAgo(31) }, "closed", undefined, []],
  ["cancelled", { state: "cancelled", ...nobody }, "closed", undefined, []],
])("%s: the next step, and what staff may do", (_, request, step, primary, others) => {
  expect(nextStep({ ...open, ...request }, true)).toEqual({ step, primary, others });
  // A viewer sees the step, and acts on nothing.
  expect(nextStep({ ...open, ...request }, false)).toEqual({ step, primary: undefined, others: [] });
});

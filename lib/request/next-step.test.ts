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
const expired = { export: { state: "expired" } } as const;
const nobody = { customerId: null, matchCount: 0 };
const unproved = { ...nobody, emailVerified: false };
const several = { customerId: null, matchCount: 2 };
const answered = { state: "answered" } as const;
const opened: StepAction[] = ["download", "contents"];
type Delivery = NonNullable<RequestProgress["delivery"]>;
const delivered = (state: Delivery["state"], method: Delivery["method"]) => ({ ...ready, delivery: { state, method } });

test.each<[what: string, Partial<RequestProgress>, Step, StepAction | undefined, StepAction[]]>([
  ["unverified", { state: "unverified", ...unproved }, "verify", undefined, []],
  ["open, its customer known", {}, "export", "export", ["refuse"]],
  ["open, a proved address that no customer has", nobody, "export", "export", ["refuse"]],
  ["open, an account that the store does not know", unproved, "identify", undefined, ["refuse"]],
  ["open, an address of several customers", several, "several", undefined, ["export", "refuse"]],
  ["export queued", { export: { state: "queued" } }, "collecting", undefined, ["refuse"]],
  ["running export", { export: { state: "collecting" } }, "collecting", undefined, ["refuse"]],
  ["queued, of several customers", { export: { state: "queued" }, ...several }, "collecting", undefined, ["refuse"]],
  ["export failed", { export: { state: "failed" } }, "retry", "export", ["refuse"]],
  ["export expired", expired, "retry", "export", ["refuse"]],
  ["expired, of several customers", { ...expired, ...several }, "several", undefined, ["export", "refuse"]],
  ["export ready", ready, "deliver", "review", ["deliver", "download", "answer", "refuse"]],
  ["delivery to be approved", delivered("awaiting_approval", "link"), "approval", undefined, ["refuse"]],
  ["delivery being prepared", delivered("preparing", "password_zip"), "preparing", undefined, ["refuse"]],
  ["link sent", delivered("live", "link"), "waiting", undefined, ["refuse"]],
  ["zip to be handed over", delivered("live", "password_zip"), "passOn", undefined, ["refuse"]],
  ["answered, its export still there", { ...ready, ...answered }, "closed", undefined, opened],
  ["answered, its delivery live", { ...answered, ...delivered("live", "link") }, "closed", undefined, opened],
  ["answered, its export expired", { ...answered, ...expired }, "closed", undefined, []],
  ["refused", { state: "refused" }, "closed", undefined, []],
  ["cancelled", { state: "cancelled", ...nobody }, "closed", undefined, []],
])("%s: the next step, and what staff may do", (_, request, step, primary, others) => {
  expect(nextStep({ ...open, ...request }, true)).toEqual({ step, primary, others });
  // A viewer sees the step, and acts on nothing.
  expect(nextStep({ ...open, ...request }, false)).toEqual({ step, primary: undefined, others: [] });
});

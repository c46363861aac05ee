import { expect, test } from "vitest";
import { identityActions, nextStep, type RequestProgress, type Step, type StepAction } from "./next-step";

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
const open: RequestProgress = {
  type: "export",
  state: "open",
  isLinked: true,
  matchingSince: null,
  matchCount: 1,
  source: "guest",
  email: "a@mail.example",
  emailVerified: true,
  identityCheck: null,
  hasAdded: false,
  export: null,
  dueAt: daysAgo(-20),
  deadlines: [],
  pause: null,
  extendedFrom: null,
  closedAt: null,
  erasedAt: null,
  erasure: null,
  delivery: undefined,
};
const ready = { export: { state: "ready" } } as const;
const expired = { export: { state: "expired" } } as const;
const nobody = { isLinked: false, matchCount: 0 };
const unproved = { ...nobody, emailVerified: false };
const checked = { source: "staff", identityCheck: "called_back" } as const;
const several = { isLinked: false, matchCount: 2 };
const answered = { state: "answered", closedAt: daysAgo(31) } as const;
type Delivery = NonNullable<RequestProgress["delivery"]>;
const delivered = (state: Delivery["state"], method: Delivery["method"]) => ({ ...ready, delivery: { state, method } });

const close: StepAction[][] = [
  ["extend", "pause"],
  ["answer", "refuse"],
];
const refuse: StepAction[][] = [["extend", "pause"], ["refuse"]];
const clock: StepAction[][] = [["extend", "pause"]];
const stop: StepAction[][] = [
  ["extend", "pause"],
  ["holdErasure", "withdrawErasure"],
  ["answer", "refuse"],
];
const opened: StepAction[][] = [["contents"], ["download"]];
const send: StepAction[][] = [["preview", "export", "extend", "pause"], ["download"], ["answer", "refuse"]];

test.each<
  [what: string, Partial<RequestProgress>, Step, StepAction | undefined, others: StepAction[], more: StepAction[][]]
>([
  ["unverified", { state: "unverified", ...unproved }, "verify", undefined, [], []],
  ["a restriction", { type: "restriction" }, "byHand", "answer", [], refuse],
  ["an erasure of nobody known", { type: "erasure", source: "shopify", ...unproved }, "find", undefined, [], close],
  [
    "an erasure, its records looked for",
    { type: "erasure", matchingSince: daysAgo(0) },
    "eraseSearching",
    undefined,
    [],
    close,
  ],
  ["an erasure", { type: "erasure" }, "erase", "approveErasure", [], stop],
  [
    "an approved erasure",
    { type: "erasure", erasure: { state: "waiting", isDone: false } },
    "eraseWaiting",
    undefined,
    [],
    stop,
  ],
  ["one that runs", { type: "erasure", erasure: { state: "running", isDone: false } }, "erasing", undefined, [], clock],
  [
    "one that is done",
    { type: "erasure", erasure: { state: "running", isDone: true } },
    "eraseFinish",
    "finishErasure",
    [],
    clock,
  ],
  [
    "one that was carried out",
    { type: "erasure", state: "answered", closedAt: daysAgo(1), erasedAt: daysAgo(1) },
    "closed",
    undefined,
    [],
    [],
  ],
  [
    "passed on by Shopify, of nobody's account",
    { source: "shopify", ...unproved, ...nobody },
    "find",
    undefined,
    [],
    close,
  ],
  ["open, its customer known", {}, "export", "export", [], close],
  ["open, a proved address that no customer has", nobody, "export", "export", [], close],
  ["open, its records looked for", { ...unproved, matchingSince: daysAgo(0) }, "matching", "export", [], close],
  ["open, an account that the store does not know", unproved, "identify", undefined, [], close],
  ["open, entered for nobody known", { ...unproved, source: "staff" }, "find", undefined, [], close],
  ["open, entered, their identity checked", { ...unproved, ...checked }, "export", "export", [], close],
  ["open, checked, without an address", { ...unproved, ...checked, email: null }, "find", undefined, [], close],
  [
    "open, nobody known, data added by hand",
    { ...unproved, source: "staff", hasAdded: true },
    "export",
    "export",
    [],
    close,
  ],
  ["open, an address of several customers", several, "several", undefined, ["export"], close],
  ["open, extended already", { extendedFrom: daysAgo(1) }, "export", "export", [], [["pause"], ["answer", "refuse"]]],
  ["open, overdue", { dueAt: daysAgo(1) }, "export", "export", [], [["answer", "refuse"]]],
  ["export queued", { export: { state: "queued" } }, "collecting", undefined, [], close],
  ["running export", { export: { state: "collecting" } }, "collecting", undefined, [], close],
  ["queued, of several customers", { export: { state: "queued" }, ...several }, "collecting", undefined, [], close],
  ["export failed", { export: { state: "failed" } }, "retry", "export", [], close],
  ["export expired", expired, "retry", "export", [], close],
  ["expired, of several customers", { ...expired, ...several }, "several", undefined, ["export"], close],
  ["export ready", ready, "deliver", "deliver", ["review"], send],
  ["delivery to be approved", delivered("awaiting_approval", "link"), "approval", undefined, [], refuse],
  ["delivery being prepared", delivered("preparing", "password_zip"), "preparing", undefined, [], refuse],
  ["link sent", delivered("live", "link"), "waiting", undefined, [], refuse],
  ["zip to be handed over", delivered("live", "password_zip"), "passOn", undefined, [], refuse],
  ["answered, its export still there", { ...ready, ...answered }, "closed", undefined, [], opened],
  ["answered, its delivery live", { ...answered, ...delivered("live", "link") }, "closed", undefined, [], opened],
  ["answered, its export expired", { ...answered, ...expired }, "closed", undefined, [], []],
  ["answered lately", { ...ready, state: "answered", closedAt: daysAgo(29) }, "closed", undefined, ["reopen"], opened],
  ["refused lately", { state: "refused", closedAt: daysAgo(29) }, "closed", undefined, ["reopen"], []],
  ["refused a month ago", { state: "refused", closedAt: daysAgo(31) }, "closed", undefined, [], []],
  ["cancelled", { state: "cancelled", closedAt: daysAgo(1), ...nobody }, "closed", undefined, [], []],
])("%s: the next step, and what staff may do", (_, request, step, primary, others, more) => {
  expect(nextStep({ ...open, ...request }, true)).toEqual({ step, primary, others, more });
  // A viewer sees the step, and acts on nothing.
  expect(nextStep({ ...open, ...request }, false)).toEqual({ step, primary: undefined, others: [], more: [] });
});

test("further proof is asked for once the inbox is proved, and an agent is noted once", () => {
  const of = (state: "open" | "unverified" | "answered", emailVerified: boolean, agent: unknown = null) =>
    identityActions({ state, emailVerified, agent });
  expect(of("open", true)).toEqual(["proof", "agent"]);
  expect(of("open", false)).toEqual(["agent"]);
  expect(of("open", true, { name: "Ada" })).toEqual(["proof"]);
  expect(of("unverified", false)).toEqual([]);
  expect(of("answered", true)).toEqual([]);
});

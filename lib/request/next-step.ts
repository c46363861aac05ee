import { isSubjectKnown } from "@/lib/subject/subject-of-request";
import type {
  DeliveryMethod,
  DeliveryState,
  ErasureState,
  ExportState,
  IdentityCheck,
  Regime,
  RequestSource,
  RequestState,
  RequestType,
} from "@/prisma/generated/client";
import { isExtendable } from "./extend-request";
import { isPausable } from "./pause-request";
import { isReopenable } from "./reopen-request";
import { typeRules } from "./type-rules";

/** What a request waits for. Each has its words under the messages' `request.step-…` and `request.closed-…`. */
export type Step =
  | "verify"
  | "identify"
  | "find"
  | "matching"
  | "several"
  | "export"
  | "byHand"
  | "eraseSearching"
  | "erase"
  | "eraseWaiting"
  | "erasing"
  | "eraseFinish"
  | "collecting"
  | "retry"
  | "deliver"
  | "approval"
  | "preparing"
  | "passOn"
  | "waiting"
  | "closed";

/** What a member of the store's staff may do about it from its page. */
export type StepAction =
  | "export"
  | "review"
  | "deliver"
  | "preview"
  | "extend"
  | "pause"
  | "endPause"
  | "download"
  | "contents"
  | "answer"
  | "refuse"
  | "reopen"
  | "proof"
  | "agent"
  | "approveErasure"
  | "holdErasure"
  | "withdrawErasure"
  | "finishErasure";

/** What the next step depends on. */
export interface RequestProgress {
  type: RequestType;
  state: RequestState;
  /** Whether a record is linked to it. */
  isLinked: boolean;
  /** Since when the person's records are looked for; null where nobody looks. */
  matchingSince: Date | null;
  matchCount: number;
  source: RequestSource;
  email: string | null;
  emailVerified: boolean;
  identityCheck: IdentityCheck | null;
  /** Whether data was added to it by hand, which an export then holds. */
  hasAdded: boolean;
  /** The newest export, as of now. */
  export: { state: ExportState } | null;
  dueAt: Date;
  /** Of the laws that apply. */
  deadlines: { regime: Regime; dueAt: Date }[];
  /** For what its clock waits now. */
  pause: object | null;
  extendedFrom: Date | null;
  closedAt: Date | null;
  erasedAt: Date | null;
  /** The approved erasure, and whether each of its steps is done. */
  erasure: { state: ErasureState; isDone: boolean } | null;
  /** The delivery in progress. */
  delivery: { state: DeliveryState; method: DeliveryMethod } | undefined;
}

/** What a request waits for, and what may be done about it. */
export interface NextStep {
  step: Step;
  /** The page's one button. */
  primary: StepAction | undefined;
  /** What stands next to the step's words. */
  others: StepAction[];
  /** What is rarer: the groups of the menu "More actions"; what ends the request comes last. */
  more: StepAction[][];
}

/**
 * The next step of a request.
 * @param mayAct whether the reader's role lets them act; without it there are no actions.
 */
export function nextStep(request: RequestProgress, mayAct: boolean): NextStep {
  const step = stepOf(request);
  if (!mayAct) return { step, primary: undefined, others: [], more: [] };
  const { primary, others = [] } = request.state === "open" ? (actionsOf[step] ?? {}) : closedActions(request);
  return { step, primary, others, more: moreOf(step, request).filter((group) => group.length > 0) };
}

function stepOf({ type, state, delivery, ...request }: RequestProgress): Step {
  if (state === "unverified") return "verify";
  if (state !== "open") return "closed";
  if (delivery?.state === "awaiting_approval") return "approval";
  if (delivery?.state === "preparing") return "preparing";
  if (delivery) return delivery.method === "password_zip" ? "passOn" : "waiting";
  return fulfilmentSteps[typeRules[type].fulfilment](request);
}

/** What an open request waits for until its data can be delivered, by how its type is fulfilled. */
const fulfilmentSteps = {
  export: (request: Omit<RequestProgress, "type" | "state" | "delivery">): Step => {
    const { isLinked, matchingSince, matchCount, source, export: made } = request;
    if (made?.state === "queued" || made?.state === "collecting") return "collecting";
    if (made?.state === "ready") return "deliver";
    if (matchingSince && !made) return "matching";
    if (!isSubjectKnown(request) && !request.hasAdded) return STAFFS_OWN.includes(source) ? "find" : "identify";
    if (!isLinked && matchCount > 1) return "several";
    return made ? "retry" : "export";
  },
  erasure: ({
    erasure,
    matchingSince,
    source,
    ...request
  }: Omit<RequestProgress, "type" | "state" | "delivery">): Step => {
    if (erasure?.state === "running") return erasure.isDone ? "eraseFinish" : "erasing";
    if (erasure) return "eraseWaiting";
    if (matchingSince) return "eraseSearching";
    if (!isSubjectKnown({ source, ...request })) return STAFFS_OWN.includes(source) ? "find" : "identify";
    return "erase";
  },
  byHand: (): Step => "byHand",
};

/** Asked for by somebody of the store, not by the person. */
const STAFFS_OWN: RequestSource[] = ["staff", "shopify"];

interface Actions {
  primary?: StepAction;
  others?: StepAction[];
}

/** The actions of an open request's steps; in the other steps it is someone else's turn, or the delivery has its own. */
const actionsOf: { [S in Step]?: Actions } = {
  // The export waits for what is found.
  matching: { primary: "export" },
  export: { primary: "export" },
  retry: { primary: "export" },
  several: { others: ["export"] },
  byHand: { primary: "answer" },
  erase: { primary: "approveErasure" },
  eraseFinish: { primary: "finishErasure" },
  deliver: { primary: "deliver", others: ["review"] },
};

/** What was closed has no primary action: nothing is left to do. */
function closedActions(request: RequestProgress): Actions {
  return isReopenable(request) ? { others: ["reopen"] } : {};
}

/** What may be done where it is doubtful who asks: another group of the menu. Nobody's inbox is proved by it. */
export function identityActions({
  state,
  emailVerified,
  agent,
}: Pick<RequestProgress, "state" | "emailVerified"> & { agent: unknown }): StepAction[] {
  if (state !== "open") return [];
  return [...(emailVerified ? (["proof"] as const) : []), ...(agent ? [] : (["agent"] as const))];
}

/** An open request can be closed without a delivery, unless one is under way. */
function moreOf(step: Step, request: RequestProgress): StepAction[][] {
  const isReady = request.export?.state === "ready";
  const clock: StepAction[] = [
    ...(isExtendable(request) ? (["extend"] as const) : []),
    ...(request.pause ? (["endPause"] as const) : isPausable(request) ? (["pause"] as const) : []),
  ];
  if (request.state !== "open") return step === "closed" && isReady ? [["contents"], ["download"]] : [];
  // It has started, and is finished.
  if (step === "erasing" || step === "eraseFinish") return [clock];
  const erasure: StepAction[] = step === "erase" || step === "eraseWaiting" ? ["holdErasure", "withdrawErasure"] : [];
  const ending: StepAction[] = request.delivery || step === "byHand" ? ["refuse"] : ["answer", "refuse"];
  return step === "deliver" ? [["preview", "export", ...clock], ["download"], ending] : [clock, erasure, ending];
}

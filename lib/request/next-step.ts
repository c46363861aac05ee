import { isSubjectKnown } from "@/lib/subject/subject-of-request";
import type {
  Answer,
  DeliveryMethod,
  DeliveryState,
  ExportState,
  IdentityCheck,
  RequestSource,
  RequestState,
  RequestType,
} from "@/prisma/generated/client";
import { isReopenable } from "./reopen-request";
import { typeRules } from "./type-rules";

/** What a request waits for. Each has its words under the messages' `request.step-…` and `request.closed-…`. */
export type Step =
  | "verify"
  | "identify"
  | "find"
  | "several"
  | "export"
  | "collecting"
  | "retry"
  | "deliver"
  | "approval"
  | "preparing"
  | "passOn"
  | "waiting"
  | "closed";

/** What a member of the store's staff may do about it from its page. */
export type StepAction = "export" | "review" | "deliver" | "download" | "answer" | "contents" | "refuse" | "reopen";

/** What the next step depends on. */
export interface RequestProgress {
  type: RequestType;
  state: RequestState;
  customerId: string | null;
  matchCount: number;
  source: RequestSource;
  email: string | null;
  emailVerified: boolean;
  identityCheck: IdentityCheck | null;
  /** The newest export, as of now. */
  export: { state: ExportState } | null;
  /** How it was answered without a delivery. */
  answer: Answer | null;
  closedAt: Date | null;
  /** The delivery in progress. */
  delivery: { state: DeliveryState; method: DeliveryMethod } | undefined;
}

/** What a request waits for, and what may be done about it: the primary action, and the others. */
export interface NextStep {
  step: Step;
  primary: StepAction | undefined;
  others: StepAction[];
}

/**
 * The next step of a request.
 * @param mayAct whether the reader's role lets them act; without it there are no actions.
 */
export function nextStep(request: RequestProgress, mayAct: boolean): NextStep {
  const step = stepOf(request);
  if (!mayAct) return { step, primary: undefined, others: [] };
  const { primary, others = [] } = actionsOf(step, request.export?.state === "ready");
  return { step, primary, others: [...others, ...closingActions(request)] };
}

/** An open request can be closed without a delivery, unless one is under way; a closed one may be reopened. */
function closingActions(request: RequestProgress): StepAction[] {
  if (request.state === "open") return request.delivery ? ["refuse"] : ["answer", "refuse"];
  return isReopenable(request) ? ["reopen"] : [];
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
    const { customerId, matchCount, source, export: made } = request;
    if (made?.state === "queued" || made?.state === "collecting") return "collecting";
    if (made?.state === "ready") return "deliver";
    if (!isSubjectKnown(request)) return source === "staff" ? "find" : "identify";
    if (!customerId && matchCount > 1) return "several";
    return made ? "retry" : "export";
  },
};

function actionsOf(step: Step, exported: boolean): { primary?: StepAction; others?: StepAction[] } {
  if (step === "export" || step === "retry") return { primary: "export" };
  if (step === "several") return { others: ["export"] };
  if (step === "deliver") return { primary: "review", others: ["deliver", "download"] };
  if (step === "closed" && exported) return { others: ["download", "contents"] };
  return {};
}

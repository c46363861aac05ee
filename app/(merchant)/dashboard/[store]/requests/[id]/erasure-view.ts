import { isStepDone } from "@/lib/erasure/finish-erasure";
import type { FoundRequest } from "@/lib/request/get-request";

/** How far the erasure of a request has come; null where none is approved. */
export function erasureProgress({ erasurePlan }: FoundRequest) {
  return erasurePlan && { state: erasurePlan.state, isDone: erasurePlan.steps.every(isStepDone) };
}

/** Whether something of it happens by itself soon. */
export function isErasing({ state, erasurePlan: plan }: FoundRequest): boolean {
  if (!plan || plan.reducedAt) return false;
  if (plan.state === "waiting") return state === "open" && plan.startsAt.getTime() - Date.now() < 60_000;
  if (plan.state === "finished") return true;
  return plan.steps.some((step) => step.state === "asking" || (step.state === "pending" && step.kind !== "by_hand"));
}

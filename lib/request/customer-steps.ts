import type { Request } from "@/prisma/generated/client";
import { typeRules } from "./type-rules";

/** What a customer sees happen to a request. Each has its words under the messages' `account.steps`. */
type CustomerStep =
  | ("made" | "verified" | "prepared" | "ready" | "received")
  | ("answered" | "refused" | "cancelled" | "closed");

/** One step: done, what the request waits for now, or still ahead. */
export interface CustomerProgress {
  step: CustomerStep;
  /** When it was done. */
  at: Date | null;
  progress: "done" | "now" | undefined;
}

/** The newest delivery of a request, as its customer sees it. */
export interface CustomerDelivery {
  startedAt: Date | null;
  deliveredAt: Date | null;
  status: "live" | "completed" | "expired" | "revoked";
}

/** The steps of a customer's request, in order: those done, the one that it waits for, and those ahead. */
export function customerSteps(
  {
    type,
    state,
    source,
    createdAt,
    verifiedAt,
    closedAt,
    closedAsSpam,
  }: Pick<Request, "type" | "state" | "source" | "createdAt" | "verifiedAt" | "closedAt" | "closedAsSpam">,
  delivery: CustomerDelivery | undefined,
): CustomerProgress[] {
  const done = (step: CustomerStep, at: Date | null): CustomerProgress => ({ step, at, progress: "done" });
  const proved = verifiedAt ? [done("verified", verifiedAt)] : [];
  const begun = [done("made", createdAt), ...(source === "guest" ? proved : [])];
  const received = delivery?.deliveredAt ?? null;
  // A neutral word: nobody is called a sender of spam, and they withdrew nothing.
  if (closedAsSpam) return [...begun, done("closed", closedAt)];
  if (state === "refused" || state === "cancelled" || (state === "answered" && !received))
    return [...begun, done(state, closedAt)];
  const ahead: CustomerStep[] =
    typeRules[type].fulfilment === "export" ? ["prepared", "ready", "received"] : ["answered"];
  if (state === "unverified") return [...begun, ...open("verified", ...ahead)];
  if (received)
    return [...begun, done("prepared", null), done("ready", delivery?.startedAt ?? null), done("received", received)];
  if (delivery?.status === "live")
    return [...begun, done("prepared", null), done("ready", delivery.startedAt), ...open("received")];
  return [...begun, ...open(...ahead)];
}

/** The step that a request waits for now, and those after it. */
function open(...steps: CustomerStep[]): CustomerProgress[] {
  return steps.map((step, index) => ({ step, at: null, progress: index === 0 ? "now" : undefined }));
}

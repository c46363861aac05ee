"use server";

import { z } from "zod";
import { revokeDeliveries } from "@/lib/delivery/expire-deliveries";
import { approveErasure, holdErasure, liftHold } from "@/lib/erasure/approve-erasure";
import { finishErasure, tickStep, tryAgain } from "@/lib/erasure/finish-erasure";
import { withdrawErasure } from "@/lib/erasure/withdraw-erasure";
import { MAX_REASON_LENGTH, requiredText } from "@/lib/store/typed-text";
import { requestAction } from "./request-action";

/** Approves the erasure of a person, which starts after the store's waiting time. */
export const approveErase = requestAction("request.approve_erasure", "approveErase", {}, async (target) => {
  await approveErasure(target);
  return { key: "erasureApproved" };
});

/** Keeps a person's data from being erased, for a reason that the staff read. */
export const holdErase = requestAction(
  "request.approve_erasure",
  "holdErase",
  { reason: requiredText(MAX_REASON_LENGTH, "reasonMissing", "reasonTooLong") },
  async (target, { reason }) => {
    await holdErasure({ ...target, reason });
    return { key: "erasureHeld" };
  },
);

/** Lifts a hold. */
export const liftErase = requestAction("request.approve_erasure", "liftErase", {}, async (target) => {
  await liftHold(target);
  return { key: "erasureLifted" };
});

/** Withdraws the request for its customer, who asked the staff to. */
export const withdrawErase = requestAction("request.refuse", "withdrawErase", {}, async (target) => {
  await withdrawErasure(target, revokeDeliveries("withdrawn"));
  return { key: "erasureWithdrawn" };
});

/** Ticks a step that staff saw to elsewhere. */
export const tickErase = requestAction(
  "request.answer",
  "tickErase",
  { number: z.coerce.number().int().min(1).max(10_000) },
  async (target, { number }) => {
    await tickStep({ ...target, number });
    return { key: "erasureTicked" };
  },
);

/** Asks the live sources again that failed. */
export const retryErase = requestAction("request.answer", "retryErase", {}, async (target) => {
  await tryAgain(target);
  return { key: "erasureTriedAgain" };
});

/** Ends an erasure whose steps are all done. */
export const finishErase = requestAction("request.answer", "finishErase", {}, async (target) => {
  await finishErasure(target);
  return { key: "erasureFinished" };
});

import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { MerchantActor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { enqueue } from "@/lib/queue/enqueue";
import { moveRequest, type RequestAct } from "@/lib/request/request-status";
import type { ErasureStep } from "@/prisma/generated/client";
import { lockErasure } from "./lock-request";
import { reduceErased } from "./reduce-request";

type Ticked = RequestAct<MerchantActor> & { number: number };

/** Whether staff tick a step themselves: what they erase elsewhere, and what a live source failed to. */
export function isTickable({ kind, state }: Pick<ErasureStep, "kind" | "state">): boolean {
  return (kind === "by_hand" && state === "pending") || (kind === "live" && state === "failed");
}

/**
 * Says that a step was seen to outside of Dossier, with who did and when. One that is done stays as it is.
 * @throws UserError "invalid" where there is no such step, or it is not for staff; "alreadyClosed".
 */
export async function tickStep({ storeId, requestId, number, actor }: Ticked): Promise<void> {
  const target = { storeId, requestId };
  await prisma().$transaction(async (transaction) => {
    await lockErasure(transaction, target);
    const step = await transaction.erasureStep.findFirst({ where: { ...target, number, plan: { state: "running" } } });
    if (!step) throw new UserError("invalid");
    if (step.state === "done") return;
    if (!isTickable(step)) throw new UserError("invalid");
    const { count } = await transaction.erasureStep.updateMany({
      where: { ...target, number, state: step.state },
      data: { state: "done", error: null, doneAt: new Date(), doneByName: actor.name },
    });
    if (count > 0) await recordEvent(transaction, { ...target, type: "erasure_step_ticked", actor, data: { number } });
  });
}

/** Has live sources that failed be asked again. @throws UserError "invalid" where nothing runs, "alreadyClosed". */
export async function tryAgain({ storeId, requestId }: RequestAct<MerchantActor>): Promise<void> {
  const target = { storeId, requestId };
  await prisma().$transaction(async (transaction) => {
    const plan = await lockErasure(transaction, target);
    if (plan?.state !== "running") throw new UserError("invalid");
    await enqueue(transaction, "run-erasure", target);
  });
}

/** Whether nothing is left of a step. */
export function isStepDone({ state }: Pick<ErasureStep, "state">): boolean {
  return state === "done" || state === "queued" || state === "retained" || state === "nothing";
}

/**
 * Ends an erasure whose steps are all done: the request is answered, and the customer gets the letter that says what was
 * erased and what was kept. Where there is nobody to write to, nothing of the person is left in the request at once.
 * @throws UserError "invalid", "alreadyClosed", "erasureUnfinished".
 */
export async function finishErasure(act: RequestAct<MerchantActor>): Promise<void> {
  const { storeId, requestId, actor } = act;
  const target = { storeId, requestId };
  await prisma().$transaction(async (transaction) => {
    const plan = await lockErasure(transaction, target);
    const steps = await transaction.erasureStep.findMany({ where: target, select: { state: true } });
    if (plan?.state !== "running" || !steps.every(isStepDone)) throw new UserError("erasureUnfinished");
    const finishedAt = new Date();
    await transaction.erasurePlan.updateMany({
      where: target,
      data: { state: "finished", finishedAt, finishedByName: actor.name },
    });
    await moveRequest(transaction, act, "erase", { erasedAt: finishedAt });
  });
  await reduceErased(target);
}

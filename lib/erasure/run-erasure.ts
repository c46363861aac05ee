import { prisma, type Transaction } from "@/lib/database";
import { recordEvent } from "@/lib/event/record-event";
import { hasExpired } from "@/lib/expiry";
import { batchOptions } from "@/lib/import/put-rows";
import { sourcesOf } from "@/lib/source/registry";
import type { CustomerSource } from "@/lib/source/source";
import { erasureSubject } from "./erasure-subject";
import { findBlocks } from "./find-blocks";
import { askSource, waitingLive } from "./live-step";
import { type ErasureTarget, lockOpenPlan } from "./lock-request";
import { ownSteps } from "./own-steps";
import { erasedRows, type StepKind, stepKinds, sumRows } from "./plan-erasure";

/**
 * Carries out an approved erasure whose waiting time is over, step by step, each with its result in a transaction of its
 * own: a run that was killed is continued, and of two at once each step is done by one. Dossier's own steps come first; a
 * live source that fails keeps none of them. Does nothing before its time, and while something stands against the start.
 * @param signal ends it between two steps.
 * @param sources those of the store, unless a test says otherwise.
 * @returns whether every live source answered.
 */
export async function runErasure(
  target: ErasureTarget,
  signal: AbortSignal,
  sources?: CustomerSource[],
): Promise<boolean> {
  if (!(await startErasure(target))) return true;
  const pending = await prisma().erasureStep.findMany({
    where: { ...target, state: "pending", kind: { in: stepKinds.filter((kind) => ownSteps[kind]) } },
    orderBy: { number: "asc" },
    select: { number: true },
  });
  for (const { number } of pending)
    while (await prisma().$transaction((transaction) => goOn(transaction, target, number), batchOptions))
      signal.throwIfAborted();
  const live = await prisma().erasureStep.findMany({ where: waitingLive(target), orderBy: { number: "asc" } });
  if (live.length === 0) return true;
  const asked = sources ?? (await sourcesOf(target));
  let allAnswered = true;
  for (const step of live) {
    signal.throwIfAborted();
    allAnswered = (await askSource(target, step, asked, signal)) && allAnswered;
  }
  return allAnswered;
}

/** @returns whether it has started, now or before. A withdrawal locks the same row: one of the two comes first. */
async function startErasure(target: ErasureTarget): Promise<boolean> {
  const before = await prisma().erasurePlan.findUnique({ where: { storeId_requestId: target } });
  if (before?.state !== "waiting") return before?.state === "running";
  return await prisma().$transaction(async (transaction) => {
    const plan = await lockOpenPlan(transaction, target);
    if (plan?.state !== "waiting") return plan?.state === "running";
    if (!hasExpired(plan.startsAt)) return false;
    if ((await findBlocks(transaction, target, erasureSubject.parse(plan.subject))).length > 0) return false;
    const startedAt = new Date();
    await transaction.erasurePlan.updateMany({ where: target, data: { state: "running", startedAt } });
    await recordEvent(transaction, { ...target, type: "erasure_started", actor: { kind: "system" } });
    return true;
  });
}

/** Does a step, or as much of it as one transaction is for. @returns whether more of it is left. */
async function goOn(transaction: Transaction, target: ErasureTarget, number: number): Promise<boolean> {
  const { storeId, requestId } = target;
  await transaction.$queryRaw`SELECT 1 FROM erasure_step
    WHERE store_id = ${storeId}::uuid AND request_id = ${requestId}::uuid AND number = ${number} FOR UPDATE`;
  const step = await transaction.erasureStep.findFirst({
    where: { ...target, number, state: "pending" },
    include: { plan: { select: { subject: true, startedAt: true } } },
  });
  const act = step && ownSteps[step.kind as StepKind];
  if (!step || !act) return false;
  const { subject, startedAt } = step.plan;
  const facts = { record: step.record, startedAt: startedAt ?? new Date() };
  const { rows, isDone } = await act(transaction, target, erasureSubject.parse(subject), facts);
  // Until its first transaction the row says what was planned.
  const before = step.attempts > 0 ? erasedRows.parse(step.rows) : {};
  await transaction.erasureStep.updateMany({
    where: { ...target, number },
    data: {
      rows: sumRows([before, rows]),
      attempts: { increment: 1 },
      ...(isDone && { state: "done", doneAt: new Date() }),
    },
  });
  return !isDone;
}

import { prisma, type Transaction } from "@/lib/database";
import { isUniqueViolation } from "@/lib/error";
import { type EventType, readEvent } from "@/lib/event/event-types";
import { transitions } from "@/lib/request/request-status";
import type { BulkAct } from "@/prisma/generated/client";
import type { BulkTarget, Outcome } from "./bulk-act";
import { type BulkRequest, type BulkStep, bulkKinds } from "./bulk-kinds";
import { finishBulk, finishUndo, undoneBy } from "./finish-bulk";

/**
 * Does an act to each of its requests, or undoes it, in a transaction each: a run that was killed is continued, and two at
 * once share the work. A second run does nothing.
 * @param signal ends it between two requests.
 */
export async function runBulk({ storeId, bulkId }: BulkTarget, signal?: AbortSignal): Promise<void> {
  const act = await prisma().bulkAct.findUnique({ where: { storeId_id: { storeId, id: bulkId } } });
  if (!act) return;
  const { slug } = await prisma().store.findUniqueOrThrow({ where: { id: storeId }, select: { slug: true } });
  if (act.state === "queued") {
    const step = { act, slug, actor: { kind: "merchant", id: act.actorId, name: act.actorName } } as const;
    await forEachPending(act, "outcome", signal, (requestId) => runOne(step, requestId));
    await finishBulk(act);
  }
  if (act.state === "undoing") {
    const step = { act, slug, actor: undoneBy(act) };
    await forEachPending(act, "undoOutcome", signal, (requestId) => undoOne(step, requestId));
    await finishUndo(act);
  }
}

/** Ends an act whose every try failed. */
export async function giveUpBulk({ storeId, bulkId }: BulkTarget): Promise<void> {
  const act = await prisma().bulkAct.findUnique({ where: { storeId_id: { storeId, id: bulkId } } });
  const items = { storeId, bulkActId: bulkId };
  if (act?.state === "queued") {
    await prisma().bulkItem.updateMany({ where: { ...items, outcome: null }, data: { outcome: "failed" } });
    await finishBulk(act);
  }
  if (act?.state === "undoing") {
    const left = { ...items, outcome: "done", undoOutcome: null };
    await prisma().bulkItem.updateMany({ where: left, data: { undoOutcome: "failed" } });
    await finishUndo(act);
  }
}

type Column = "outcome" | "undoOutcome";

async function forEachPending(
  { storeId, id: bulkActId }: BulkAct,
  column: Column,
  signal: AbortSignal | undefined,
  work: (requestId: string) => Promise<void>,
): Promise<void> {
  const items = await prisma().bulkItem.findMany({
    where: { storeId, bulkActId, ...pending(column) },
    orderBy: { requestId: "asc" },
    select: { requestId: true },
  });
  for (const { requestId } of items) {
    signal?.throwIfAborted();
    await work(requestId);
  }
}

/** Only what was done can be undone. */
function pending(column: Column) {
  return column === "outcome" ? { outcome: null } : { outcome: "done", undoOutcome: null };
}

async function runOne(step: BulkStep, requestId: string): Promise<void> {
  const { act } = step;
  const { storeId } = act;
  const { prepare, run } = bulkKinds[act.kind];
  const found = prepare && (await prisma().request.findUnique({ where: { storeId_id: { storeId, id: requestId } } }));
  const prepared = prepare && found ? await prepare(step, found) : { delaySeconds: 0 };
  await prisma().$transaction(async (transaction) => {
    if (!(await lockItem(transaction, act, requestId, "outcome"))) return;
    const request = await lockRequest(transaction, storeId, requestId);
    const outcome =
      typeof prepared === "string" ? prepared : await run(transaction, step, request, prepared.delaySeconds);
    await settle(transaction, act, requestId, { outcome, formerAssigneeId: request.assigneeId });
  });
}

async function undoOne(step: BulkStep, requestId: string): Promise<void> {
  const { act } = step;
  try {
    await prisma().$transaction(async (transaction) => {
      const item = await lockItem(transaction, act, requestId, "undoOutcome");
      if (!item) return;
      const request = await lockRequest(transaction, act.storeId, requestId);
      const isChanged = await wasChangedSince(transaction, act, requestId);
      if (!isChanged) await bulkKinds[act.kind].undo?.(transaction, step, request, item.formerAssigneeId);
      await settle(transaction, act, requestId, { undoOutcome: isChanged ? "changed" : "done" });
    });
  } catch (error) {
    // The index request_live_person_key: the person has made another request since.
    if (!isUniqueViolation(error)) throw error;
    await prisma().$transaction((transaction) => settle(transaction, act, requestId, { undoOutcome: "newer" }));
  }
}

/** Null where another run has settled it. */
async function lockItem(transaction: Transaction, { storeId, id }: BulkAct, requestId: string, column: Column) {
  await transaction.$queryRaw`
    SELECT 1 FROM bulk_item
     WHERE store_id = ${storeId}::uuid AND bulk_act_id = ${id}::uuid AND request_id = ${requestId}::uuid FOR UPDATE`;
  return await transaction.bulkItem.findFirst({
    where: { storeId, bulkActId: id, requestId, ...pending(column) },
    select: { formerAssigneeId: true },
  });
}

async function lockRequest(transaction: Transaction, storeId: string, id: string): Promise<BulkRequest> {
  await transaction.$queryRaw`
    SELECT 1 FROM request WHERE store_id = ${storeId}::uuid AND id = ${id}::uuid FOR UPDATE`;
  return await transaction.request.findUniqueOrThrow({ where: { storeId_id: { storeId, id } } });
}

async function settle(
  transaction: Transaction,
  { storeId, id: bulkActId }: BulkAct,
  requestId: string,
  data: { outcome?: Outcome; undoOutcome?: Outcome; formerAssigneeId?: string | null },
) {
  await transaction.bulkItem.updateMany({ where: { storeId, bulkActId, requestId }, data });
}

/** What counts as a change of a request: whom it is assigned to, and its state. */
const changes: EventType[] = ["request_assigned", ...Object.values(transitions).map(({ event }) => event)];

async function wasChangedSince(transaction: Transaction, { storeId, id }: BulkAct, requestId: string) {
  const last = await transaction.event.findFirst({
    where: { storeId, requestId, type: { in: changes } },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    select: { type: true, data: true },
  });
  const data = (last && readEvent(last)?.data) ?? {};
  return !("bulkId" in data && data.bulkId === id);
}

import { prisma } from "@/lib/database";
import type { MerchantActor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { queueEmails } from "@/lib/notification/queue-emails";
import { findAssignee } from "@/lib/request/assign-request";
import type { BulkAct } from "@/prisma/generated/client";
import { BULK_EMAIL_DELAY_SECONDS, isAssigneeTold } from "./bulk-act";

/** Ends an act whose requests are settled: an event of the store, and one email to whom they were assigned. */
export async function finishBulk(act: BulkAct): Promise<void> {
  const { storeId, id: bulkId, kind, assigneeId } = act;
  const done = await countDone(act, "outcome");
  const assignee = assigneeId && isAssigneeTold(act, done) ? await findAssignee(storeId, assigneeId) : null;
  const store = await prisma().store.findUniqueOrThrow({ where: { id: storeId }, select: { locale: true } });
  await prisma().$transaction(async (transaction) => {
    const { count } = await transaction.bulkAct.updateMany({
      where: { storeId, id: bulkId, state: "queued" },
      data: { state: "finished", finishedAt: new Date(), doneCount: done },
    });
    if (count === 0) return;
    const actor = { kind: "merchant", id: act.actorId, name: act.actorName } as const;
    const data = { bulkId, kind, done, leftOut: act.selectedCount - done };
    const eventId = await recordEvent(transaction, { storeId, type: "bulk_finished", actor, data });
    if (!assignee) return;
    const email = {
      storeId,
      eventId,
      audience: "store",
      kind: "requests-assigned",
      locale: assignee.locale ?? store.locale,
      to: assignee.email,
    } as const;
    await queueEmails(transaction, [email], BULK_EMAIL_DELAY_SECONDS);
  });
}

/** Ends the undoing of an act. */
export async function finishUndo(act: BulkAct): Promise<void> {
  const { storeId, id: bulkId } = act;
  const done = await countDone(act, "undoOutcome");
  await prisma().$transaction(async (transaction) => {
    const { count } = await transaction.bulkAct.updateMany({
      where: { storeId, id: bulkId, state: "undoing" },
      data: { state: "undone", undoneCount: done },
    });
    if (count === 0) return;
    const data = { bulkId, done, leftOut: (act.doneCount ?? 0) - done };
    await recordEvent(transaction, { storeId, type: "bulk_undone", actor: undoneBy(act), data });
  });
}

/** Who undoes an act. */
export function undoneBy(act: BulkAct): MerchantActor {
  return { kind: "merchant", id: act.undoneById ?? act.actorId, name: act.undoneByName ?? act.actorName };
}

/** To how many of its requests an act, or its undoing, was done. */
async function countDone({ storeId, id: bulkActId }: BulkAct, column: "outcome" | "undoOutcome"): Promise<number> {
  return await prisma().bulkItem.count({ where: { storeId, bulkActId, [column]: "done" } });
}

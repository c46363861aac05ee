import { validate } from "uuid";
import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { MerchantActor } from "@/lib/event/event-types";
import { type BulkTarget, enqueueRun, UNDO_MINUTES, undoableKinds } from "./bulk-act";

/**
 * Starts to undo an act: each request gets back what it had, except those that someone has changed since.
 * @returns whether this call did; false where it is being undone already.
 * @throws UserError "undoOver" ten minutes after the act; "invalid" for one that is not there, or cannot be undone.
 */
export async function undoBulk({
  storeId,
  bulkId,
  actor,
  now = new Date(),
}: BulkTarget & { actor: MerchantActor; now?: Date }): Promise<boolean> {
  if (!validate(bulkId)) throw new UserError("invalid");
  const isStarted = await prisma().$transaction(async (transaction) => {
    const { count } = await transaction.bulkAct.updateMany({
      where: {
        ...{ storeId, id: bulkId, state: "finished", kind: { in: [...undoableKinds] } },
        finishedAt: { gt: new Date(now.getTime() - UNDO_MINUTES * 60_000) },
      },
      data: { state: "undoing", undoneById: actor.id, undoneByName: actor.name },
    });
    if (count > 0) await enqueueRun(transaction, { storeId, bulkId });
    return count > 0;
  });
  if (isStarted) return true;
  const act = await prisma().bulkAct.findUnique({
    where: { storeId_id: { storeId, id: bulkId } },
    select: { state: true, kind: true },
  });
  if (act?.state === "undoing" || act?.state === "undone") return false;
  throw new UserError(act?.state === "finished" && undoableKinds.includes(act.kind) ? "undoOver" : "invalid");
}

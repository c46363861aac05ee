import { v7 as uuidv7, validate } from "uuid";
import { database, prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { MerchantActor } from "@/lib/event/event-types";
import { findAssignee } from "@/lib/request/assign-request";
import type { BulkKind } from "@/prisma/generated/client";
import { type BulkTarget, enqueueRun, MAX_SELECTED } from "./bulk-act";

interface Selection {
  storeId: string;
  actor: MerchantActor;
  /** As they were sent: what is no id of a request of the store is left out. */
  requestIds: readonly string[];
}

/**
 * Starts an act on many requests: a job does it. "resend" only prepares it, until `confirmBulk`.
 * @returns its id.
 * @throws UserError "nothingSelected", also where the store has none of them; "tooManySelected"; "invalid" for an assignee who may not act in this store.
 */
export async function startBulk({
  storeId,
  actor,
  requestIds,
  ...act
}: Selection & ({ kind: "assign"; assigneeId: string | null } | { kind: "resend" | "spam" })): Promise<string> {
  const selected = [...new Set(requestIds)];
  if (selected.length === 0) throw new UserError("nothingSelected");
  if (selected.length > MAX_SELECTED) throw new UserError("tooManySelected", { max: MAX_SELECTED });
  const assigneeId = act.kind === "assign" ? act.assigneeId : null;
  const assignee = assigneeId === null ? null : await findAssignee(storeId, assigneeId);
  if (assigneeId !== null && !assignee) throw new UserError("invalid");
  const bulkId = uuidv7();
  await prisma().$transaction(async (transaction) => {
    await transaction.bulkAct.create({
      data: {
        ...{ storeId, id: bulkId, kind: act.kind, state: act.kind === "resend" ? "asked" : "queued" },
        ...{ actorId: actor.id, actorName: actor.name, assigneeId, assigneeName: assignee?.name },
        selectedCount: selected.length,
      },
      select: { id: true },
    });
    const found = await transaction.$executeRaw`
      INSERT INTO bulk_item (store_id, bulk_act_id, request_id)
      SELECT store_id, ${bulkId}::uuid, id FROM request
       WHERE store_id = ${storeId}::uuid AND id = ANY(${selected.filter((id) => validate(id))}::uuid[])`;
    if (found === 0) throw new UserError("nothingSelected");
    if (act.kind !== "resend") await enqueueRun(transaction, { storeId, bulkId });
  });
  return bulkId;
}

/**
 * Starts an act that was asked about first.
 * @returns its kind; undefined if it has been started already.
 * @throws UserError "invalid" for one that is not there (any more).
 */
export async function confirmBulk({ storeId, bulkId }: BulkTarget): Promise<BulkKind | undefined> {
  if (!validate(bulkId)) throw new UserError("invalid");
  const act = await prisma().bulkAct.findUnique({ where: { storeId_id: { storeId, id: bulkId } } });
  if (!act) throw new UserError("invalid");
  const isStarted = await prisma().$transaction(async (transaction) => {
    const { count } = await transaction.bulkAct.updateMany({
      where: { storeId, id: bulkId, state: "asked" },
      data: { state: "queued" },
    });
    if (count > 0) await enqueueRun(transaction, { storeId, bulkId });
    return count > 0;
  });
  return isStarted ? act.kind : undefined;
}

/** How many requests an act is about, which decides whether its page waits for it. */
export async function countItems({ storeId, bulkId }: BulkTarget): Promise<number> {
  const { rows } = await database().query(
    "SELECT count(*)::int AS count FROM bulk_item WHERE store_id = $1 AND bulk_act_id = $2",
    [storeId, bulkId],
  );
  return (rows as { count: number }[])[0]?.count ?? 0;
}

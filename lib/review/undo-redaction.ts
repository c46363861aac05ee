import { validate } from "uuid";
import type { ExportKey } from "@/lib/archive/export-key";
import { prisma } from "@/lib/database";
import type { Actor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { sectionKey } from "@/lib/section/sections";
import { lockOriginal } from "./lock-original";

/**
 * Undoes a redaction: the customer will get that place again.
 * @returns whether this call undid it; false where it had been undone already.
 * @throws UserError "exportGone" for an export that is not there.
 */
export async function undoRedaction({
  storeId,
  exportId,
  redactionId,
  actor,
}: ExportKey & { redactionId: string; actor: Actor }): Promise<boolean> {
  return await prisma().$transaction(async (transaction) => {
    const { requestId } = await lockOriginal(transaction, { storeId, exportId });
    if (!validate(redactionId)) return false;
    const where = { storeId, exportId, id: redactionId };
    const found = await transaction.redaction.findFirst({ where, select: { section: true, row: true, pointer: true } });
    if (!found) return false;
    await transaction.redaction.deleteMany({ where });
    const data = { exportId, ...found, section: sectionKey.parse(found.section) };
    await recordEvent(transaction, { storeId, requestId, type: "redaction_undone", actor, data });
    return true;
  });
}

/**
 * Undoes what is left of the redactions of one value that were made together.
 * @returns how many this call undid.
 * @throws UserError "exportGone" for an export that is not there.
 */
export async function undoRedactions({
  storeId,
  exportId,
  groupId,
  actor,
}: ExportKey & { groupId: string; actor: Actor }): Promise<number> {
  return await prisma().$transaction(async (transaction) => {
    const { requestId } = await lockOriginal(transaction, { storeId, exportId });
    if (!validate(groupId)) return 0;
    const { count } = await transaction.redaction.deleteMany({ where: { storeId, exportId, groupId } });
    const data = { exportId, count };
    if (count > 0) await recordEvent(transaction, { storeId, requestId, type: "redactions_undone", actor, data });
    return count;
  });
}

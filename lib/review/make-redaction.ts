import { v7 as uuidv7, validate } from "uuid";
import { readRows } from "@/lib/archive/read-rows";
import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { MerchantActor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { holdsColumn, valueAt } from "@/lib/section/pointer";
import { EVERY_ROW, type Redaction, redactionSchema } from "@/lib/section/redaction";
import { truncate } from "@/lib/storable-text";
import { effectiveRedaction } from "./effective-redaction";
import { lockOriginal } from "./lock-original";

/**
 * Redacts a value, a row, a column or a section of what the customer will get. The export itself stays as it is: a
 * delivery leaves out what has been redacted until then.
 * @returns `made: false` where the same place, or more, had been redacted already: by whom.
 * @throws UserError "exportGone" for an export that is not there, "invalid" for a place that it does not have,
 * "reasonTextMissing" where the reason is "other" and has no text.
 */
export async function makeRedaction(wanted: {
  storeId: string;
  exportId: string;
  actor: MerchantActor;
  redaction: Redaction;
}): Promise<{ made: true; requestId: string } | { made: false; by: string }> {
  const { storeId, exportId, actor } = wanted;
  const { section, row, pointer, reason, reasonText } = readRedaction(wanted.redaction);
  if (!validate(exportId)) throw new UserError("exportGone");
  // Outside the transaction, since it may read a long archive.
  if (!(await holdsPlace({ storeId, exportId }, { section, row, pointer }))) throw new UserError("invalid");
  return await prisma().$transaction(async (transaction) => {
    const { requestId } = await lockOriginal(transaction, { storeId, exportId });
    const known = await transaction.redaction.findMany({
      where: { storeId, exportId, section },
      select: { section: true, row: true, pointer: true, createdByName: true },
    });
    const effective = effectiveRedaction(known, { section, row, pointer });
    if (effective) return { made: false, by: effective.createdByName };
    await transaction.redaction.create({
      data: {
        ...{ storeId, id: uuidv7(), exportId, section, row, pointer, reason, reasonText },
        ...{ createdById: actor.id, createdByName: actor.name },
      },
      select: { id: true },
    });
    const data = { exportId, section, row, pointer };
    await recordEvent(transaction, { storeId, requestId, type: "redaction_made", actor, data });
    return { made: true, requestId };
  });
}

function readRedaction(redaction: Redaction): Redaction {
  const read = redactionSchema.safeParse(redaction);
  if (!read.success || !/^(\/|$)/.test(read.data.pointer)) throw new UserError("invalid");
  const reasonText = read.data.reason === "other" ? truncate(read.data.reasonText?.trim() ?? "", 500) : null;
  if (reasonText === "") throw new UserError("reasonTextMissing");
  return { ...read.data, reasonText };
}

async function holdsPlace(
  target: { storeId: string; exportId: string },
  { section, row, pointer }: Pick<Redaction, "section" | "row" | "pointer">,
): Promise<boolean> {
  if (row === EVERY_ROW && pointer === "") return true;
  for await (const held of readRows(target, { section, from: Math.max(row, 0) })) {
    if (row !== EVERY_ROW) return held.index === row && valueAt(held.row, pointer) !== undefined;
    if (holdsColumn(held.row, pointer)) return true;
  }
  return false;
}

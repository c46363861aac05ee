import { v7 as uuidv7, validate } from "uuid";
import { readRows } from "@/lib/archive/read-rows";
import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { MerchantActor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { readSectionTable } from "@/lib/export/read-section-table";
import { effectiveRedaction } from "@/lib/section/effective-redaction";
import { holdsColumn, valueAt } from "@/lib/section/pointer";
import { EVERY_ROW, type Redaction, redactionSchema } from "@/lib/section/redaction";
import { truncate } from "@/lib/storable-text";
import { lockForRedaction } from "./lock-original";
import { valueMatcher } from "./value-matcher";

/**
 * Redacts a value, a row, a column or a section of what the customer will get. The export itself stays as it is: a
 * delivery leaves out what has been redacted until then.
 * @returns `made: false` where the same place, or more, had been redacted already: by whom.
 * @throws UserError "exportGone" for an export that is not there, "exportReplaced" for one with a later one, "invalid" for a place that it does not have,
 * "reasonTextMissing" where the reason is "other" and has no text, "reasonTextHoldsValue" where the text would tell the value.
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
  const held = await readHeld({ storeId, exportId }, { section, row, pointer });
  if (held === undefined) throw new UserError("invalid");
  if (reasonText && typeof held === "string" && valueMatcher(held)(reasonText))
    throw new UserError("reasonTextHoldsValue");
  return await prisma().$transaction(async (transaction) => {
    const { requestId } = await lockForRedaction(transaction, { storeId, exportId });
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
  return { ...read.data, ...readReason(read.data) };
}

/** A reason as it is stored: with words of its own for "other" alone. @throws UserError "reasonTextMissing". */
export function readReason({ reason, reasonText }: Reason): Reason {
  const own = reason === "other" ? truncate(reasonText?.trim() ?? "", 500) : null;
  if (own === "") throw new UserError("reasonTextMissing");
  return { reason, reasonText: own };
}

type Reason = Pick<Redaction, "reason" | "reasonText">;

/** What an export holds at a place: of a column and a section, whether it holds any; undefined where it has no such place. */
async function readHeld(
  target: { storeId: string; exportId: string },
  { section, row, pointer }: Pick<Redaction, "section" | "row" | "pointer">,
): Promise<unknown> {
  const { keys } = await readSectionTable(target);
  if (!keys.includes(section)) return undefined;
  if (row === EVERY_ROW && pointer === "") return true;
  for await (const held of readRows(target, { section, from: Math.max(row, 0) })) {
    if (row !== EVERY_ROW) return held.index === row ? valueAt(held.row, pointer) : undefined;
    if (holdsColumn(held.row, pointer)) return true;
  }
  return undefined;
}

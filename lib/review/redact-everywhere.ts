import { v7 as uuidv7, validate } from "uuid";
import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { MerchantActor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { redactionLookup } from "@/lib/section/effective-redaction";
import type { Redaction } from "@/lib/section/redaction";
import { findPlaces, type ValueAt } from "./find-places";
import { listRedactions } from "./list-redactions";
import { lockForRedaction } from "./lock-original";
import { readReason } from "./make-redaction";

/**
 * Redacts a value in all places of an export that hold it, in one transaction and as one group, which can be undone at once.
 * @returns how many places were redacted; 0 where others had redacted all of them.
 * @throws UserError "exportGone" and "invalid" as `findPlaces` does, "exportReplaced", "tooManyPlaces", "reasonTextMissing", and
 * "reasonTextHoldsValue" or "earlierReasonHoldsValue" where the customer would read the value in a reason.
 */
export async function redactEverywhere({
  storeId,
  exportId,
  actor,
  at,
  ...given
}: {
  storeId: string;
  exportId: string;
  actor: MerchantActor;
  at: ValueAt;
} & Pick<Redaction, "reason" | "reasonText">): Promise<{ count: number; requestId: string }> {
  if (!validate(exportId)) throw new UserError("exportGone");
  const reason = readReason(given);
  const target = { storeId, exportId };
  // Outside the transaction, since it reads the whole archive.
  const redactions = await listRedactions(target);
  const { places, more, matches } = await findPlaces(target, at, redactions);
  if (more) throw new UserError("tooManyPlaces");
  if (redactions.some(({ reasonText }) => reasonText && matches(reasonText)))
    throw new UserError("earlierReasonHoldsValue");
  if (reason.reasonText && matches(reason.reasonText)) throw new UserError("reasonTextHoldsValue");
  return await prisma().$transaction(async (transaction) => {
    const { requestId } = await lockForRedaction(transaction, target);
    const redactionAt = redactionLookup(await listRedactions(target, transaction));
    const by = { groupId: uuidv7(), createdById: actor.id, createdByName: actor.name };
    const made = places
      .filter((place) => !redactionAt(place))
      .map(({ section, row, pointer }) => ({ ...target, ...reason, ...by, id: uuidv7(), section, row, pointer }));
    if (made.length === 0) return { count: 0, requestId };
    await transaction.redaction.createMany({ data: made, skipDuplicates: true });
    const data = { exportId, count: made.length };
    await recordEvent(transaction, { storeId, requestId, type: "redactions_made", actor, data });
    return { count: made.length, requestId };
  });
}

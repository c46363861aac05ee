import { v7 as uuidv7 } from "uuid";
import { prisma, type Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { MerchantActor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import type { RequestAct } from "@/lib/request/request-status";
import { DEFAULT_TIME_ZONE, dateIn } from "@/lib/time-zone";
import { lockOpenRequest } from "./added-items";

/** Where added data are from, and of which day. */
export interface AddedFrom {
  /** The system's name. */
  system: string;
  /** A date in the store's time zone, not in the future. */
  asOf: string;
}

const MAX_ADDED_TEXTS = 20;

/**
 * Adds a text to an open request, for its next export.
 * @throws UserError "forbidden", "alreadyClosed"; "asOfInFuture"; "tooManyTexts" past 20 of a request.
 */
export async function addText({
  storeId,
  requestId,
  actor,
  system,
  asOf,
  text,
}: RequestAct<MerchantActor> & AddedFrom & { text: string }): Promise<void> {
  await prisma().$transaction(async (transaction) => {
    await lockOpenRequest(transaction, { storeId, requestId });
    await requirePast(transaction, storeId, asOf);
    const texts = await transaction.addedItem.count({ where: { storeId, requestId, text: { not: null } } });
    if (texts >= MAX_ADDED_TEXTS) throw new UserError("tooManyTexts");
    await transaction.addedItem.create({
      data: {
        ...{ storeId, id: uuidv7(), requestId, system, asOf: new Date(asOf), text },
        ...{ addedById: actor.id, addedByName: actor.name },
      },
      select: { id: true },
    });
    await recordEvent(transaction, { storeId, requestId, type: "data_added", actor, data: { kind: "text" } });
  });
}

/** @throws UserError "asOfInFuture" for a date after today in the store's time zone. */
export async function requirePast(transaction: Transaction, storeId: string, asOf: string): Promise<void> {
  const { timeZone } = await transaction.store.findUniqueOrThrow({
    where: { id: storeId },
    select: { timeZone: true },
  });
  if (asOf > dateIn(timeZone ?? DEFAULT_TIME_ZONE, new Date())) throw new UserError("asOfInFuture");
}

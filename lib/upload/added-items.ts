import { validate } from "uuid";
import { inflateEntry } from "@/lib/archive/inflate-entry";
import { unwrapSecret } from "@/lib/crypto";
import { prisma, type Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { EventType, MerchantActor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import type { RequestAct } from "@/lib/request/request-status";
import { type FileType, fileTypes } from "./file-type";

/** Which item of which store. */
export interface AddedItemKey {
  storeId: string;
  itemId: string;
}

/** What a file's wrapped key is bound to: it unwraps for no other item, import or export. */
export function keyPurpose({ storeId, itemId }: AddedItemKey): string {
  return `store:${storeId}:added:${itemId}`;
}

/** The items of a request that are there: not a file that is still arriving. */
const arrived = { OR: [{ text: { not: null } }, { chunkCount: { not: null } }] };

/** What was added to a request, the oldest first. */
export async function listAdded({ storeId, requestId }: { storeId: string; requestId: string }) {
  return await prisma().addedItem.findMany({
    where: { storeId, requestId, ...arrived },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    omit: { wrappedKey: true, chunkCount: true },
  });
}

/** Whether items were added to a request, or removed from it, after a time. */
export async function haveChangedSince(
  { storeId, requestId }: { storeId: string; requestId: string },
  at: Date,
): Promise<boolean> {
  const type = { in: ["data_added", "data_removed"] satisfies EventType[] };
  return (
    (await prisma().event.findFirst({ where: { storeId, requestId, type, at: { gt: at } }, select: { id: true } })) !==
    null
  );
}

/** How many items were added to a request. */
export async function countAdded({ storeId, requestId }: { storeId: string; requestId: string }): Promise<number> {
  return await prisma().addedItem.count({ where: { storeId, requestId, ...arrived } });
}

export type AddedItem = Awaited<ReturnType<typeof listAdded>>[number];

/**
 * Locks an open request, so that what is added to it is counted and it is not closed meanwhile.
 * @throws UserError "forbidden" where the store has no such request, "alreadyClosed" where it is not open.
 */
export async function lockOpenRequest(
  transaction: Transaction,
  { storeId, requestId }: { storeId: string; requestId: string },
): Promise<void> {
  if (!validate(requestId)) throw new UserError("forbidden");
  // Raw, since Prisma has no locks.
  const [request] = await transaction.$queryRaw<{ state: string }[]>`
    SELECT state::text FROM request WHERE store_id = ${storeId}::uuid AND id = ${requestId}::uuid FOR NO KEY UPDATE`;
  if (!request) throw new UserError("forbidden");
  if (request.state !== "open") throw new UserError("alreadyClosed");
}

/**
 * Removes an item from an open request, with its bytes. An export that was built before still holds it.
 * @throws UserError "forbidden" where the store has no such request, "alreadyClosed"; an item that is gone already is no error.
 */
export async function removeAddedItem({
  storeId,
  requestId,
  actor,
  itemId,
}: RequestAct<MerchantActor> & { itemId: string }): Promise<void> {
  if (!validate(itemId)) throw new UserError("invalid");
  await prisma().$transaction(async (transaction) => {
    await lockOpenRequest(transaction, { storeId, requestId });
    const item = await transaction.addedItem.findFirst({
      where: { storeId, id: itemId, requestId },
      select: { text: true },
    });
    if (!item) return;
    await deleteItem(transaction, { storeId, itemId });
    const data = { kind: item.text === null ? ("file" as const) : ("text" as const) };
    await recordEvent(transaction, { storeId, requestId, type: "data_removed", actor, data });
  });
}

/** Deletes an item and its bytes, in the caller's transaction. */
export async function deleteItem(transaction: Transaction, { storeId, itemId }: AddedItemKey): Promise<void> {
  // The row first: what is just writing its chunks has either committed them, or finds it gone.
  await transaction.addedItem.deleteMany({ where: { storeId, id: itemId } });
  await transaction.exportChunk.deleteMany({ where: { storeId, exportId: itemId } });
}

/** A file that was added, with its bytes as they are asked for; null for an unknown one and for another store's alike. */
export async function openAddedFile({ storeId, itemId }: AddedItemKey) {
  const found = await prisma().addedItem.findFirst({
    where: { storeId, id: itemId, chunkCount: { not: null } },
    select: { wrappedKey: true, chunkCount: true, fileName: true, fileType: true, sizeBytes: true },
  });
  if (!found?.wrappedKey || found.chunkCount === null || found.fileName === null) return null;
  const key = unwrapSecret(found.wrappedKey, keyPurpose({ storeId, itemId }));
  return {
    fileName: found.fileName,
    contentType: fileTypes[found.fileType as FileType],
    sizeBytes: found.sizeBytes ?? 0,
    bytes: inflateEntry({ storeId, exportId: itemId, key }, { number: 0, chunkCount: found.chunkCount }),
  };
}

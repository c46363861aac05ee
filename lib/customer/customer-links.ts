import type { Transaction } from "@/lib/database";
import { recordEvent } from "@/lib/event/record-event";
import { buildSearchText } from "@/lib/search/fold-text";
import { customerRecord, orderRecord, RECORDS_SOURCE } from "./record-names";

/** The requests of one customer turn out to be another's, who is the same person: they move there. */
export async function moveLinks(
  transaction: Transaction,
  { storeId, fromId, toId }: { storeId: string; fromId: string; toId: string },
): Promise<void> {
  await transaction.request.updateMany({ where: { storeId, customerId: fromId }, data: { customerId: toId } });
  await transaction.linkedRecord.updateMany({
    where: { storeId, source: RECORDS_SOURCE, record: customerRecord(fromId) },
    data: { record: customerRecord(toId) },
  });
}

/**
 * Takes a customer who is about to be removed from all of their requests; an event of each open one records it.
 * @param matchCount how many customers match the requests' address instead.
 * @param keepName whether the requests still say what the customer was called: they are the store's record of whom it dealt
 * with. Not where the name turned out to be another person's.
 */
export async function unlinkCustomer(
  transaction: Transaction,
  {
    storeId,
    customerId,
    matchCount,
    keepName,
  }: { storeId: string; customerId: string; matchCount: number; keepName: boolean },
): Promise<void> {
  await transaction.linkedRecord.deleteMany({
    where: { storeId, source: RECORDS_SOURCE, record: customerRecord(customerId) },
  });
  const requests = await transaction.request.findMany({
    where: { storeId, customerId },
    select: { id: true, state: true, reference: true, email: true },
  });
  for (const { id, state, reference, email } of requests) {
    const nameless = { customerName: null, searchText: buildSearchText([reference, email]) };
    await transaction.request.updateMany({
      where: { storeId, id },
      data: { customerId: null, matchCount, ...(!keepName && nameless) },
    });
    const event = { storeId, requestId: id, type: "customer_unlinked", actor: { kind: "system" } } as const;
    if (state === "open") await recordEvent(transaction, { ...event, data: { customerId } });
  }
}

/** Writes a customer's new name to their requests, which are found by it. */
export async function renameRequests(
  transaction: Transaction,
  { storeId, customerId, name }: { storeId: string; customerId: string; name: string | null },
): Promise<void> {
  const requests = await transaction.request.findMany({
    where: { storeId, customerId },
    select: { id: true, reference: true, email: true },
  });
  for (const { id, reference, email } of requests)
    await transaction.request.updateMany({
      where: { storeId, id },
      data: { customerName: name, searchText: buildSearchText([reference, email, name]) },
    });
}

/**
 * Takes back the links of orders that are about to be erased, or whose address now says whose they are: what a member of
 * the store knew when linking them no longer holds. An event of each open request records it.
 */
export async function unlinkOrders(transaction: Transaction, storeId: string, orderIds: string[]): Promise<void> {
  if (orderIds.length === 0) return;
  const links = await transaction.linkedRecord.findMany({
    where: { storeId, source: RECORDS_SOURCE, record: { in: orderIds.map(orderRecord) } },
    select: { requestId: true, record: true, request: { select: { state: true } } },
  });
  for (const { requestId, record, request } of links) {
    await transaction.linkedRecord.deleteMany({ where: { storeId, requestId, source: RECORDS_SOURCE, record } });
    const event = { storeId, requestId, type: "record_unlinked", actor: { kind: "system" } } as const;
    if (request.state === "open")
      await recordEvent(transaction, { ...event, data: { source: RECORDS_SOURCE, record } });
  }
}

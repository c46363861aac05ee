import type { Transaction } from "@/lib/database";
import { recordEvent } from "@/lib/event/record-event";
import { buildSearchText } from "@/lib/search/fold-text";
import type { Prisma } from "@/prisma/generated/client";
import { customerName } from "./customer-name";
import { customerLinks, customerOfRecord, customerRecord, isAbout, orderRecord, RECORDS_SOURCE } from "./record-names";

/** The requests of one customer turn out to be another's, who is the same person: they move there. */
export async function moveLinks(
  transaction: Transaction,
  { storeId, fromId, toId }: { storeId: string; fromId: string; toId: string },
): Promise<void> {
  const [from, to] = [fromId, toId].map((id) => ({ storeId, source: RECORDS_SOURCE, record: customerRecord(id) }));
  // Of a request that names both, one link stays: the one by which the request is about the person.
  await transaction.requestRecord.deleteMany({
    where: { ...to, state: { not: "accepted" }, request: isAbout(storeId, fromId) },
  });
  await transaction.requestRecord.deleteMany({ where: { ...from, request: { records: { some: { ...to } } } } });
  await transaction.requestRecord.updateMany({ where: { ...from }, data: { record: customerRecord(toId) } });
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
  const requests = await transaction.request.findMany({
    where: { storeId, ...isAbout(storeId, customerId) },
    select: { id: true, state: true },
  });
  await transaction.requestRecord.deleteMany({
    where: { storeId, source: RECORDS_SOURCE, record: customerRecord(customerId) },
  });
  for (const { id, state } of requests) {
    await transaction.request.updateMany({ where: { storeId, id }, data: { matchCount } });
    if (!keepName) await nameRequest(transaction, { storeId, requestId: id });
    const event = { storeId, requestId: id, type: "customer_unlinked", actor: { kind: "system" } } as const;
    if (state === "open") await recordEvent(transaction, { ...event, data: { customerId } });
  }
}

/** Calls a request by the name of the first customer that it is about; by none where it is about nobody. */
export async function nameRequest(
  transaction: Transaction,
  { storeId, requestId }: { storeId: string; requestId: string },
): Promise<void> {
  const { reference, email, phone, records } = await transaction.request.findUniqueOrThrow({
    where: { storeId_id: { storeId, id: requestId } },
    select: { reference: true, email: true, phone: true, records: FIRST_CUSTOMER },
  });
  const customerId = customerOfRecord(records[0]?.record ?? "");
  const customer = customerId
    ? await transaction.customer.findUnique({
        where: { storeId_id: { storeId, id: customerId } },
        select: { firstName: true, lastName: true, company: true },
      })
    : null;
  const name = customer && customerName(customer);
  await transaction.request.updateMany({
    where: { storeId, id: requestId },
    data: { customerName: name, searchText: buildSearchText([reference, email, name, phone]) },
  });
}

const FIRST_CUSTOMER = {
  where: customerLinks,
  orderBy: [{ at: "asc" }, { record: "asc" }],
  take: 1,
  select: { record: true },
} satisfies Prisma.Request$recordsArgs;

/** Writes a customer's new name to their requests, which are found by it. */
export async function renameRequests(
  transaction: Transaction,
  { storeId, customerId, name }: { storeId: string; customerId: string; name: string | null },
): Promise<void> {
  const record = customerRecord(customerId);
  await transaction.requestRecord.updateMany({
    where: { storeId, source: RECORDS_SOURCE, record },
    data: { label: name },
  });
  const requests = await transaction.request.findMany({
    where: { storeId, ...isAbout(storeId, customerId) },
    select: { id: true, reference: true, email: true, phone: true, records: FIRST_CUSTOMER },
  });
  for (const { id, reference, email, phone, records } of requests)
    if (records[0]?.record === record)
      await transaction.request.updateMany({
        where: { storeId, id },
        data: { customerName: name, searchText: buildSearchText([reference, email, name, phone]) },
      });
}

/**
 * Takes back the links of orders that are about to be erased, or whose address now says whose they are: what a member of
 * the store knew when linking them no longer holds. An event of each open request records it.
 */
export async function unlinkOrders(transaction: Transaction, storeId: string, orderIds: string[]): Promise<void> {
  if (orderIds.length === 0) return;
  const links = await transaction.requestRecord.findMany({
    where: { storeId, source: RECORDS_SOURCE, record: { in: orderIds.map(orderRecord) } },
    select: { requestId: true, record: true, state: true, request: { select: { state: true } } },
  });
  for (const { requestId, record, state, request } of links) {
    await transaction.requestRecord.deleteMany({ where: { storeId, requestId, source: RECORDS_SOURCE, record } });
    const event = { storeId, requestId, type: "record_unlinked", actor: { kind: "system" } } as const;
    if (request.state === "open" && state === "accepted")
      await recordEvent(transaction, { ...event, data: { source: RECORDS_SOURCE, record } });
  }
}

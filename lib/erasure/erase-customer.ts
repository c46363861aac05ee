import { validate } from "uuid";
import { anonymizeOrders } from "@/lib/customer/anonymize-orders";
import { isAbout, orderOfRecord, RECORDS_SOURCE } from "@/lib/customer/record-names";
import { prisma, type Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { Actor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { deriveGuests } from "@/lib/import/derive-guests";
import { batchOptions, lockStore } from "@/lib/import/put-rows";
import {
  eraseAdded,
  eraseMessageFiles,
  eraseProfile,
  eraseSignIns,
  findOrders,
  looseEmails,
  ownAddress,
  rememberCustomer,
} from "./own-rows";

/** How many rows of a customer there are, by section, and how many orders the store's books keep without the customer. */
type ErasedRows = Record<"profile" | "addresses" | "orders" | "consents" | "added" | "emails", number> & {
  keptOrders?: number;
};

interface Target {
  storeId: string;
  customerId: string;
}

/** What `eraseCustomer` would erase now; undefined where the store has no such customer. */
export async function previewErasure(target: Target): Promise<ErasedRows | undefined> {
  if (!validate(target.customerId)) return undefined;
  const found = await prisma().$transaction((transaction) => findRows(transaction, target));
  return found?.rows;
}

/**
 * Erases one person from the imported records: the customer with addresses, marketing choices and former email addresses;
 * the orders that are the customer's, that go by the address if no other account has it, and that were linked to the
 * customer's requests; what staff added to these by hand; sign-ins and emails of no request. Where orders are the store's books, these are kept
 * without the customer (anonymize-orders.ts). What else stays, until its own retention ends (lib/request/erase-records.ts), is
 * the store's proof of how it dealt with the person: requests with their history, emails and exports. They lose their
 * link. An event of the store keeps who erased how many rows, and nothing of whom. No import brings the
 * person back (lib/customer/erased-person.ts).
 * @throws UserError "forbidden" where the store has no such customer, "openRequest" while one of their requests is open:
 * it could no longer be answered.
 */
export async function eraseCustomer({ actor, ...target }: Target & { actor: Actor }): Promise<ErasedRows> {
  const { storeId, customerId } = target;
  return await prisma().$transaction(async (transaction) => {
    await lockStore(transaction, storeId);
    const found = validate(customerId) ? await findRows(transaction, target) : undefined;
    if (!found) throw new UserError("forbidden");
    // An erasure itself needs the records no longer.
    const needing = { storeId, state: "open", type: { not: "erasure" }, ...isAbout(storeId, customerId) } as const;
    if (await transaction.request.count({ where: needing })) throw new UserError("openRequest");
    const { rows, emails, orderIds, addedIds, platformId, keepFrom } = found;
    await rememberCustomer(transaction, target, found);
    await anonymizeOrders(transaction, { storeId, orderIds, keepFrom });
    await eraseAdded(transaction, storeId, addedIds);
    await eraseMessageFiles(transaction, { storeId, request: isAbout(storeId, customerId) });
    await eraseSignIns(transaction, storeId, {
      emails,
      accounts: platformId ? [{ source: null, id: platformId }] : [],
    });
    await eraseProfile(transaction, storeId, customerId);
    await deriveGuests(transaction, storeId, emails, new Date());
    await recordEvent(transaction, { storeId, type: "customer_erased", actor, data: { customerId, rows } });
    return rows;
  }, batchOptions);
}

async function findRows(transaction: Transaction, { storeId, customerId }: Target) {
  const customer = await transaction.customer.findUnique({
    where: { storeId_id: { storeId, id: customerId } },
    select: { platformId: true, emailNormalized: true },
  });
  if (!customer) return undefined;
  const { platformId, emailNormalized } = customer;
  const emails = await ownAddress(transaction, { ...{ storeId, customerId }, emailNormalized });
  const links = await transaction.requestRecord.findMany({
    where: {
      ...{ storeId, source: RECORDS_SOURCE, record: { startsWith: "order:" }, state: "accepted" },
      request: isAbout(storeId, customerId),
    },
    select: { record: true },
  });
  const linkedIds = links.flatMap(({ record }) => orderOfRecord(record) ?? []);
  const orders = await findOrders(transaction, storeId, { customerIds: [customerId], emails, orderIds: linkedIds });
  const sent = await transaction.email.count({ where: looseEmails(storeId, emails) });
  const added = await transaction.addedItem.findMany({
    where: { storeId, request: isAbout(storeId, customerId) },
    select: { id: true },
  });
  const rows: ErasedRows = {
    profile: 1,
    addresses: await transaction.address.count({ where: { storeId, customerId } }),
    orders: orders.orderIds.length - orders.kept,
    consents: await transaction.consent.count({ where: { storeId, customerId } }),
    added: added.length,
    emails: sent,
    ...(orders.kept > 0 && { keptOrders: orders.kept }),
  };
  return { rows, emails, platformId, ...orders, addedIds: added.map(({ id }) => id) };
}

import { validate } from "uuid";
import { anonymizeOrders } from "@/lib/customer/anonymize-orders";
import { unlinkCustomer } from "@/lib/customer/customer-links";
import { rememberErased } from "@/lib/customer/erased-person";
import { isAbout, orderOfRecord, RECORDS_SOURCE } from "@/lib/customer/record-names";
import { prisma, type Transaction } from "@/lib/database";
import { storedForms } from "@/lib/email-address";
import { UserError } from "@/lib/error";
import type { Actor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { deriveGuests } from "@/lib/import/derive-guests";
import { batchOptions, lockStore } from "@/lib/import/put-rows";
import { keepOrdersFrom, orderKeepingColumns } from "@/lib/store/order-keeping";

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
 * without the customer (anonymize-orders.ts). What else stays, until its own retention ends (erase-records.ts), is
 * the store's proof of how it dealt with the person: requests with their history, emails and exports. They lose their
 * link. An event of the store keeps who erased how many rows, and nothing of whom. No import brings the
 * person back (erased-person.ts).
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
    const { rows, emails, emailIds, orderIds, addedIds, fileIds, platformId, keepFrom } = found;
    await remember(transaction, target, found);
    await anonymizeOrders(transaction, { storeId, orderIds, keepFrom });
    await unlinkCustomer(transaction, { storeId, customerId, matchCount: 0, keepName: true });
    await transaction.exportChunk.deleteMany({ where: { storeId, exportId: { in: [...addedIds, ...fileIds] } } });
    await transaction.messageFile.deleteMany({ where: { storeId, id: { in: fileIds } } });
    await transaction.addedItem.deleteMany({ where: { storeId, id: { in: addedIds } } });
    await transaction.email.deleteMany({ where: { storeId, id: { in: emailIds } } });
    await transaction.signInToken.deleteMany({ where: { storeId, emailNormalized: { in: emails } } });
    const sessions = [
      { emailNormalized: { in: emails } },
      ...(platformId ? [{ platformCustomerId: platformId, platformSource: null }] : []),
    ];
    await transaction.session.deleteMany({ where: { storeId, kind: "customer", OR: sessions } });
    await transaction.customer.deleteMany({ where: { storeId, id: customerId } });
    await deriveGuests(transaction, storeId, emails, new Date());
    await recordEvent(transaction, { storeId, type: "customer_erased", actor, data: { customerId, rows } });
    return rows;
  }, batchOptions);
}

/** Before anything is gone: what an import would recognize the person and their orders by. */
async function remember(
  transaction: Transaction,
  { storeId, customerId }: Target,
  { emails, platformId, orderIds }: Found,
): Promise<void> {
  const former = await transaction.formerAddress.findMany({
    where: { storeId, customerId },
    select: { emailNormalized: true },
  });
  const formerEmails = former.flatMap(({ emailNormalized }) => storedForms(emailNormalized));
  const taken = await transaction.customer.findMany({
    where: { storeId, emailNormalized: { in: formerEmails }, id: { not: customerId } },
    select: { emailNormalized: true },
  });
  const isTaken = (email: string) => taken.some(({ emailNormalized }) => emailNormalized === email);
  await rememberErased(transaction, {
    storeId,
    emails: [...emails, ...formerEmails.filter((email) => !isTaken(email))],
    platformIds: platformId === null ? [] : [platformId],
    orders: await transaction.order.findMany({
      where: { storeId, id: { in: orderIds } },
      select: { platformId: true, name: true },
    }),
    erasedAt: new Date(),
  });
}

type Found = NonNullable<Awaited<ReturnType<typeof findRows>>>;

async function findRows(transaction: Transaction, { storeId, customerId }: Target) {
  const customer = await transaction.customer.findUnique({
    where: { storeId_id: { storeId, id: customerId } },
    select: { platformId: true, emailNormalized: true },
  });
  if (!customer) return undefined;
  const { platformId, emailNormalized } = customer;
  const forms = emailNormalized ? storedForms(emailNormalized) : [];
  const others = await transaction.customer.count({
    where: { storeId, emailNormalized: { in: forms }, id: { not: customerId } },
  });
  // What goes by an address that several accounts have is not this one's alone.
  const emails = others > 0 ? [] : forms;
  const links = await transaction.requestRecord.findMany({
    where: {
      ...{ storeId, source: RECORDS_SOURCE, record: { startsWith: "order:" }, state: "accepted" },
      request: isAbout(storeId, customerId),
    },
    select: { record: true },
  });
  const linkedIds = links.flatMap(({ record }) => orderOfRecord(record) ?? []);
  // A union, since each part has its index. The second part is GOES_BY_ADDRESS of lib/customer/by-address.ts.
  const orders = await transaction.$queryRaw<{ id: string }[]>`
    SELECT id FROM "order" WHERE store_id = ${storeId}::uuid AND customer_id = ${customerId}::uuid
    UNION
    SELECT id FROM "order" WHERE store_id = ${storeId}::uuid AND email_normalized = ANY(${emails}::text[])
       AND customer_id IS NULL AND tie IS NULL
    UNION
    SELECT id FROM "order" WHERE store_id = ${storeId}::uuid AND id = ANY(${linkedIds}::uuid[]) AND customer_id IS NULL`;
  const sent = await transaction.email.findMany({
    where: { storeId, requestId: null, audience: "customer", toNormalized: { in: emails } },
    select: { id: true },
  });
  const added = await transaction.addedItem.findMany({
    where: { storeId, request: isAbout(storeId, customerId) },
    select: { id: true },
  });
  const files = await transaction.messageFile.findMany({
    where: { storeId, request: isAbout(storeId, customerId) },
    select: { id: true },
  });
  const ids = (found: { id: string }[]) => found.map(({ id }) => id);
  const orderIds = ids(orders);
  const store = await transaction.store.findUniqueOrThrow({ where: { id: storeId }, select: orderKeepingColumns });
  const keepFrom = keepOrdersFrom(store);
  const keptOrders = keepFrom
    ? await transaction.order.count({ where: { storeId, id: { in: orderIds }, placedAt: { gte: keepFrom } } })
    : 0;
  const rows: ErasedRows = {
    profile: 1,
    addresses: await transaction.address.count({ where: { storeId, customerId } }),
    orders: orders.length - keptOrders,
    consents: await transaction.consent.count({ where: { storeId, customerId } }),
    added: added.length,
    emails: sent.length,
    ...(keptOrders > 0 && { keptOrders }),
  };
  return {
    rows,
    emails,
    platformId,
    keepFrom,
    orderIds,
    addedIds: ids(added),
    fileIds: ids(files),
    emailIds: ids(sent),
  };
}

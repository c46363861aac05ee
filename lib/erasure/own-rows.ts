import { unlinkCustomer } from "@/lib/customer/customer-links";
import { rememberErased } from "@/lib/customer/erased-person";
import type { Transaction } from "@/lib/database";
import { storedForms } from "@/lib/email-address";
import { keepOrdersFrom, orderKeepingColumns } from "@/lib/store/order-keeping";
import type { Prisma } from "@/prisma/generated/client";
import type { ErasureSubject } from "./erasure-subject";

/** Orders that are to be erased. */
interface FoundOrders {
  orderIds: string[];
  /** The store's books keep those placed from then on, without the customer; null where they keep none. */
  keepFrom: Date | null;
  /** How many these are. */
  kept: number;
}

/**
 * The orders of a person: those that the platform ties to a customer, those that go by an address of theirs, and those that
 * were linked to their request.
 */
export async function findOrders(
  client: Pick<Transaction, "$queryRaw" | "order" | "store">,
  storeId: string,
  whose: Partial<Pick<ErasureSubject, "customerIds" | "emails" | "orderIds">>,
): Promise<FoundOrders> {
  const { customerIds = [], emails = [], orderIds: linkedIds = [] } = whose;
  // A union, since each part has its index. The second part is GOES_BY_ADDRESS of lib/customer/by-address.ts.
  const orders = await client.$queryRaw<{ id: string }[]>`
    SELECT id FROM "order" WHERE store_id = ${storeId}::uuid AND customer_id = ANY(${customerIds}::uuid[])
    UNION
    SELECT id FROM "order" WHERE store_id = ${storeId}::uuid AND email_normalized = ANY(${emails}::text[])
       AND customer_id IS NULL AND tie IS NULL
    UNION
    SELECT id FROM "order" WHERE store_id = ${storeId}::uuid AND id = ANY(${linkedIds}::uuid[]) AND customer_id IS NULL`;
  const orderIds = orders.map(({ id }) => id);
  const store = await client.store.findUniqueOrThrow({ where: { id: storeId }, select: orderKeepingColumns });
  const keepFrom = keepOrdersFrom(store);
  const placed = { storeId, id: { in: orderIds }, placedAt: { gte: keepFrom ?? new Date() } };
  return { orderIds, keepFrom, kept: keepFrom ? await client.order.count({ where: placed }) : 0 };
}

/**
 * Erases a customer of the imported records without orders: with addresses, marketing choices, former email addresses and
 * the links of requests to them.
 */
export async function eraseProfile(transaction: Transaction, storeId: string, customerId: string): Promise<void> {
  await unlinkCustomer(transaction, { storeId, customerId, matchCount: 0, keepName: true });
  await transaction.customer.deleteMany({ where: { storeId, id: customerId } });
}

/** Erases what was added to requests by hand. */
export async function eraseAdded(transaction: Transaction, storeId: string, addedIds: string[]): Promise<void> {
  await transaction.exportChunk.deleteMany({ where: { storeId, exportId: { in: addedIds } } });
  await transaction.addedItem.deleteMany({ where: { storeId, id: { in: addedIds } } });
}

/** Erases the files that customers added to their messages, of some requests. */
export async function eraseMessageFiles(
  transaction: Transaction,
  { storeId, ...requests }: { storeId: string } & Prisma.MessageFileWhereInput,
): Promise<void> {
  const files = await transaction.messageFile.findMany({ where: { storeId, ...requests }, select: { id: true } });
  const ids = files.map(({ id }) => id);
  await transaction.exportChunk.deleteMany({ where: { storeId, exportId: { in: ids } } });
  await transaction.messageFile.deleteMany({ where: { storeId, id: { in: ids } } });
}

/** Prisma: the emails of no request to some addresses. */
export function looseEmails(storeId: string, emails: string[]) {
  return { storeId, requestId: null, audience: "customer", toNormalized: { in: emails } } as const;
}

/** Ends a person's sessions, and deletes their sign-in links and the emails of no request to them. */
export async function eraseSignIns(
  transaction: Transaction,
  storeId: string,
  {
    emails,
    accounts,
    openid = [],
  }: Pick<ErasureSubject, "emails" | "accounts"> & Partial<Pick<ErasureSubject, "openid">>,
): Promise<void> {
  await transaction.email.deleteMany({ where: looseEmails(storeId, emails) });
  await transaction.signInToken.deleteMany({ where: { storeId, emailNormalized: { in: emails } } });
  const whose = [
    { emailNormalized: { in: emails } },
    ...accounts.map(({ source, id }) => ({ platformCustomerId: id, platformSource: source })),
    ...openid.map(({ issuer, subject }) => ({ openidIssuer: issuer, openidSubject: subject })),
  ];
  await transaction.session.deleteMany({ where: { storeId, kind: "customer", OR: whose } });
}

/** A customer's address in its forms; none where another customer has it too: what goes by it is not this one's alone. */
export async function ownAddress(
  transaction: Transaction,
  { storeId, customerId, emailNormalized }: { storeId: string; customerId: string; emailNormalized: string | null },
): Promise<string[]> {
  const forms = emailNormalized ? storedForms(emailNormalized) : [];
  const others = { storeId, emailNormalized: { in: forms }, id: { not: customerId } };
  return (await transaction.customer.count({ where: others })) > 0 ? [] : forms;
}

/** Remembers a customer before anything is gone: what an import would recognize them and their orders by. */
export async function rememberCustomer(
  transaction: Transaction,
  { storeId, customerId }: { storeId: string; customerId: string },
  { emails, platformId, orderIds }: { emails: string[]; platformId: string | null; orderIds: string[] },
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
  const platformIds = platformId === null ? [] : [platformId];
  const own = [...emails, ...formerEmails.filter((email) => !isTaken(email))];
  await rememberOrders(transaction, storeId, { emails: own, platformIds, orderIds });
}

/** Remembers addresses, accounts and orders that are about to be erased, so that no import brings them back. */
export async function rememberOrders(
  transaction: Transaction,
  storeId: string,
  { emails, platformIds = [], orderIds }: { emails: string[]; platformIds?: string[]; orderIds: string[] },
): Promise<void> {
  const orders = await transaction.order.findMany({
    where: { storeId, id: { in: orderIds } },
    select: { platformId: true, name: true },
  });
  await rememberErased(transaction, { storeId, emails, platformIds, orders, erasedAt: new Date() });
}

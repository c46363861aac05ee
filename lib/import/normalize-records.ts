import { customerSearchText } from "@/lib/customer/customer-search-text";
import { type OrderAddress, orderPhone, orderSearchText } from "@/lib/customer/order-search-text";
import { prisma, type Transaction } from "@/lib/database";
import { readEmailAddress } from "@/lib/email-address";
import { buildSearchText } from "@/lib/search/fold-text";
import { deriveGuests } from "./derive-guests";
import { mergeGuests } from "./merge-guests";
import { batchOptions, lockStore } from "./put-rows";

/**
 * Converts a store's rows, as the release before stored them, to the one normal form of an email address and
 * to the search text with towns and spellings: once, in batches of 1,000, each in a transaction with its
 * progress, so that a run that was killed goes on where it stopped. The next release drops this file, its
 * job, `storedForms` and the table.
 * @throws what `signal` was aborted with, between two batches.
 */
export async function normalizeRecords(storeId: string, signal?: AbortSignal): Promise<void> {
  while (await prisma().$transaction((transaction) => normalizeBatch(transaction, storeId), batchOptions))
    signal?.throwIfAborted();
}

const BATCH_ROWS = 1000;

type Convert = (transaction: Transaction, storeId: string, after: string) => Promise<{ id: string }[]>;

/** Orders come first: what a guest is found by is read from them. */
const stages: Record<string, Convert> = {
  orders: convertOrders,
  customers: convertCustomers,
  requests: convertRequests,
  emails: convertEmails,
  merchants: convertMerchants,
};

/** @returns whether there may be more. */
async function normalizeBatch(transaction: Transaction, storeId: string): Promise<boolean> {
  // Imports and other runs wait: what is read here is what is written.
  await lockStore(transaction, storeId);
  const progress = await transaction.recordNormalization.findUnique({ where: { storeId } });
  const convert = progress && !progress.finishedAt ? stages[progress.stage] : undefined;
  if (!progress || !convert) return false;
  const rows = await convert(transaction, storeId, progress.afterId ?? FIRST_ID);
  const names = Object.keys(stages);
  const next = names[names.indexOf(progress.stage) + 1];
  const last = rows.length === BATCH_ROWS ? rows.at(-1)?.id : undefined;
  await transaction.recordNormalization.update({
    where: { storeId },
    data: last ? { afterId: last } : next ? { stage: next, afterId: null } : { finishedAt: new Date() },
    select: { storeId: true },
  });
  return last !== undefined || next !== undefined;
}

const FIRST_ID = "00000000-0000-0000-0000-000000000000";
/** Only addresses whose domain is not written in ASCII have a new normal form. */
const NOT_ASCII = "@.*[^ -~]";

async function convertOrders(transaction: Transaction, storeId: string, after: string) {
  const rows = await transaction.order.findMany({
    where: { storeId, id: { gt: after } },
    orderBy: { id: "asc" },
    take: BATCH_ROWS,
    select: {
      ...{ id: true, name: true, emailNormalized: true, phone: true, billingAddress: true, shippingAddress: true },
      ...{ phoneNormalized: true, searchText: true },
    },
  });
  const changed = rows.flatMap((row) => {
    const order = {
      ...row,
      billingAddress: row.billingAddress as OrderAddress | null,
      shippingAddress: row.shippingAddress as OrderAddress | null,
    };
    const email = normalForm(row.emailNormalized);
    const [phone, text] = [orderPhone(order), orderSearchText(order)];
    if (email === row.emailNormalized && phone === row.phoneNormalized && text === row.searchText) return [];
    return [{ id: row.id, email, phone, text }];
  });
  await transaction.$executeRaw`
    UPDATE "order" SET email_normalized = row.email, phone_normalized = row.phone, search_text = row.text
    FROM jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) AS row (id uuid, email text, phone text, text text)
    WHERE "order".store_id = ${storeId}::uuid AND "order".id = row.id`;
  return rows;
}

async function convertCustomers(transaction: Transaction, storeId: string, after: string) {
  const rows = await transaction.customer.findMany({
    where: { storeId, id: { gt: after } },
    orderBy: { id: "asc" },
    take: BATCH_ROWS,
    select: {
      ...{ id: true, kind: true, email: true, emailNormalized: true, phone: true, firstName: true, lastName: true },
      ...{ company: true, platformId: true, tags: true, searchText: true, createdAt: true },
      addresses: { select: { city: true, postalCode: true, phone: true } },
    },
  });
  const changed: { id: string; text: string }[] = [];
  // Past Prisma, which would set `updated_at`: nothing that the store knows of its customers changes.
  for (const row of rows) {
    const email = normalForm(row.emailNormalized);
    if (email !== null && email !== row.emailNormalized) {
      if (!(await mergeGuests(transaction, storeId, row, email))) continue;
      await transaction.$executeRaw`
        UPDATE customer SET email_normalized = ${email} WHERE store_id = ${storeId}::uuid AND id = ${row.id}::uuid`;
    }
    if (row.kind === "guest") continue;
    const text = customerSearchText(row, row.addresses);
    if (text !== row.searchText) changed.push({ id: row.id, text });
  }
  await transaction.$executeRaw`
    UPDATE customer SET search_text = row.text
    FROM jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) AS row (id uuid, text text)
    WHERE customer.store_id = ${storeId}::uuid AND customer.id = row.id`;
  const guests = rows.filter(({ kind }) => kind === "guest");
  const emails = guests.flatMap((row) => normalForm(row.emailNormalized) ?? []);
  await deriveGuests(transaction, storeId, emails, new Date());
  return rows;
}

async function convertRequests(transaction: Transaction, storeId: string, after: string) {
  const rows = await transaction.request.findMany({
    where: { storeId, id: { gt: after } },
    orderBy: { id: "asc" },
    take: BATCH_ROWS,
    select: {
      id: true,
      reference: true,
      email: true,
      emailNormalized: true,
      personKey: true,
      customerName: true,
      searchText: true,
    },
  });
  const changed = rows.flatMap((row) => {
    const text = buildSearchText([row.reference, row.email, row.customerName]);
    const email = normalForm(row.emailNormalized);
    if (text === row.searchText && email === row.emailNormalized) return [];
    return [{ id: row.id, email, text, before: row.searchText }];
  });
  // A request whose customer was chosen meanwhile has its text from there.
  await transaction.$executeRaw`
    UPDATE request SET email_normalized = row.email,
                       search_text = CASE search_text WHEN row.before THEN row.text ELSE search_text END
    FROM jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) AS row (id uuid, email text, text text, before text)
    WHERE request.store_id = ${storeId}::uuid AND request.id = row.id`;
  for (const { id, personKey } of rows) {
    const key = personKey.startsWith("email:") ? `email:${normalForm(personKey.slice("email:".length))}` : personKey;
    // Of two live requests alike the newer keeps its key until it is closed: two cannot have the same.
    if (key !== personKey)
      await transaction.$executeRaw`
        UPDATE request SET person_key = ${key}
        WHERE store_id = ${storeId}::uuid AND id = ${id}::uuid AND (state NOT IN ('unverified', 'open') OR NOT EXISTS (
          SELECT 1 FROM request AS other WHERE other.store_id = ${storeId}::uuid AND other.type = request.type
             AND other.person_key = ${key} AND other.state IN ('unverified', 'open')))`;
  }
  return rows;
}

async function convertEmails(transaction: Transaction, storeId: string, after: string) {
  const rows = await transaction.$queryRaw<{ id: string; email: string }[]>`
    SELECT id, to_normalized AS email FROM email
    WHERE store_id = ${storeId}::uuid AND id > ${after}::uuid AND to_normalized ~ ${NOT_ASCII}
    ORDER BY id LIMIT ${BATCH_ROWS}`;
  for (const { id, email } of rows.map(normalized))
    await transaction.$executeRaw`
      UPDATE email SET to_normalized = ${email}
      WHERE store_id = ${storeId}::uuid AND id = ${id}::uuid AND NOT EXISTS (
        SELECT 1 FROM email AS other WHERE other.store_id = ${storeId}::uuid AND other.event_id = email.event_id
           AND other.audience = email.audience AND other.to_normalized = ${email})`;
  return rows;
}

/** A merchant has one row for all stores, and few stores many merchants. */
async function convertMerchants(transaction: Transaction, storeId: string) {
  const members = await transaction.membership.findMany({
    where: { storeId },
    select: { merchant: { select: { id: true, email: true } } },
  });
  for (const { merchant } of members) {
    const email = normalForm(merchant.email) ?? merchant.email;
    if (email === merchant.email || (await transaction.merchant.findUnique({ where: { email } }))) continue;
    await transaction.merchant.update({ where: { id: merchant.id }, data: { email }, select: { id: true } });
  }
  return [];
}

function normalized({ id, email }: { id: string; email: string }) {
  return { id, email: normalForm(email) };
}

function normalForm(email: string | null): string | null {
  return email === null ? null : readEmailAddress(email).normalized;
}

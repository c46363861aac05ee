import { isDeepStrictEqual } from "node:util";
import { v7 as uuidv7 } from "uuid";
import { customerSearchText } from "@/lib/customer/customer-search-text";
import { settleCorrections } from "@/lib/customer/keep-corrections";
import { prisma, type Transaction } from "@/lib/database";
import { IMPORTED_CHOICE, isWithdrawal } from "@/lib/section/consents";
import { compareBatch, type OnWritten, type Written } from "./compare-batch";
import { correctDrafts } from "./correct-drafts";
import { deriveGuests } from "./derive-guests";
import { batchOptions, lockStore, putOrigin, putRows } from "./put-rows";
import { type CustomerDraft, personOf } from "./read-customer";
import { resolveOwners } from "./resolve-owners";
import { skipErasedCustomers } from "./skip-erased";

/**
 * Stores a batch of customers with their default addresses and marketing choices, in one transaction.
 * A customer is identified by the platform's id, else by the email address, and without either by phone number and
 * name. A choice that differs from the latest is added to the history. Where an account's address changed, the former
 * one is kept with its dates. Orders and guests under the addresses concerned are decided anew.
 * @param origin the shop that the file is of; where nobody said, that of an earlier file stays.
 */
export async function writeCustomers(
  storeId: string,
  drafts: CustomerDraft[],
  at: Date,
  onWritten: OnWritten = async () => {},
  origin: string | null = null,
): Promise<Written> {
  return await prisma().$transaction(async (transaction) => {
    await lockStore(transaction, storeId);
    const { written, compared, settled } = await compareCustomers(transaction, storeId, drafts);
    const batch: Batch = { customers: [], addresses: [], removedAddressIds: [], consents: [], formerAddresses: [] };
    const unchangedIds: string[] = [];
    const emails: string[] = [];
    for (const { draft, found, isUnchanged } of compared) {
      if (found && isUnchanged) {
        unchangedIds.push(found.id);
        continue;
      }
      plan(batch, storeId, draft, found, at);
      for (const { emailNormalized } of [draft.fields, ...(found ? [found] : [])])
        if (emailNormalized !== null) emails.push(emailNormalized);
    }
    await putRows(transaction, "customer", ["storeId", "id"], batch.customers);
    await transaction.address.deleteMany({ where: { storeId, id: { in: batch.removedAddressIds } } });
    await putRows(transaction, "address", ["storeId", "id"], batch.addresses);
    await putRows(transaction, "consent", ["storeId", "id"], batch.consents);
    await putRows(transaction, "former_address", ["storeId", "id"], batch.formerAddresses);
    // Past Prisma, which would set `updated_at`: nothing that the store knows of these customers changes.
    await transaction.$executeRaw`
      UPDATE customer SET in_file_at = ${at} WHERE store_id = ${storeId}::uuid AND id = ANY(${unchangedIds}::uuid[])`;
    await settleCorrections(transaction, storeId, settled, at);
    const ids = [...batch.customers.map(({ id }) => id), ...unchangedIds];
    await putOrigin(transaction, storeId, "customer", ids, origin);
    await resolveOwners(transaction, storeId, emails);
    await deriveGuests(transaction, storeId, emails, at);
    await onWritten(transaction, written);
    return written;
  }, batchOptions);
}

/** Compares a batch with the customers that are stored, and writes nothing. */
export async function compareCustomers(transaction: Transaction, storeId: string, drafts: CustomerDraft[]) {
  const existing = await findExisting(transaction, storeId, drafts);
  const left = await skipErasedCustomers(transaction, storeId, drafts, existing);
  const { correct, settled } = await correctDrafts(transaction, storeId, existing);
  return { ...compareBatch(left, existing, match, isSame, correct), settled };
}

interface Batch {
  customers: { id: string }[];
  addresses: object[];
  removedAddressIds: string[];
  consents: object[];
  formerAddresses: object[];
}

type Existing = Awaited<ReturnType<typeof findExisting>>[number];

async function findExisting(transaction: Transaction, storeId: string, drafts: CustomerDraft[]) {
  const platformIds = drafts.flatMap(({ fields }) => fields.platformId ?? []);
  const emails = drafts.flatMap(({ fields }) => fields.emailNormalized ?? []);
  const named = drafts.filter(({ fields }) => fields.emailNormalized === null);
  const lastNames = named.flatMap(({ fields }) => fields.lastName ?? []);
  const lastName = [{ lastName: { in: lastNames } }, ...(lastNames.length < named.length ? [{ lastName: null }] : [])];
  const customers = await transaction.customer.findMany({
    where: {
      storeId,
      kind: "account",
      OR: [
        { platformId: { in: platformIds } },
        { emailNormalized: { in: emails } },
        ...(named.length > 0 ? [{ emailNormalized: null, OR: lastName }] : []),
      ],
    },
    orderBy: { createdAt: "asc" },
    select: {
      ...{ id: true, createdAt: true, platformId: true, email: true, emailNormalized: true, emailMailable: true },
      ...{ phone: true, firstName: true, lastName: true, company: true, note: true, tags: true, taxExempt: true },
      ...{ attributes: true, searchText: true, inFileAt: true },
      addresses: { omit: { storeId: true, customerId: true, isDefault: true, createdAt: true } },
    },
  });
  // One relation a query: Prisma reads several at once, and a transaction has one connection.
  const where = { storeId, id: { in: customers.map(({ id }) => id) } };
  const chosen = await transaction.customer.findMany({
    where,
    select: {
      id: true,
      consents: { orderBy: [{ at: "asc" }, { id: "asc" }], select: { channel: true, granted: true, source: true } },
    },
  });
  const moved = await transaction.customer.findMany({
    where,
    select: { id: true, formerAddresses: { orderBy: { replacedAt: "desc" }, take: 1, select: { replacedAt: true } } },
  });
  const choices = new Map(chosen.map((row) => [row.id, row.consents]));
  const formers = new Map(moved.map((row) => [row.id, row.formerAddresses]));
  return customers.map((row) => ({
    ...row,
    consents: choices.get(row.id) ?? [],
    formerAddresses: formers.get(row.id) ?? [],
  }));
}

/**
 * By the platform's id; else by an address that no other id holds; else, without an id, by the address. Where there is
 * no address, what the person is known by takes its place.
 */
function match({ fields, person }: CustomerDraft, existing: Existing[]): Existing | undefined {
  const byId = fields.platformId === null ? undefined : existing.find((row) => row.platformId === fields.platformId);
  if (byId) return byId;
  const alike = existing.filter((row) =>
    fields.emailNormalized === null
      ? row.emailNormalized === null && personOf(row, defaultAddress(row)) === person
      : row.emailNormalized === fields.emailNormalized,
  );
  return alike.find((row) => row.platformId === null) ?? (fields.platformId === null ? alike[0] : undefined);
}

function isSame(draft: CustomerDraft, found: Existing): boolean {
  const { id, createdAt, inFileAt, addresses, consents, formerAddresses, ...fields } = found;
  const {
    id: addressId,
    platformId: _,
    ...address
  } = defaultAddress(found) ?? { id: undefined, platformId: undefined };
  return (
    isDeepStrictEqual(fieldsOf(draft, found), fields) &&
    isDeepStrictEqual(draft.address, addressId === undefined ? null : address) &&
    newChoices(draft, found).length === 0
  );
}

/** A file without ids takes none away. */
function fieldsOf(draft: CustomerDraft, found: Existing | undefined) {
  const fields = { ...draft.fields, platformId: draft.fields.platformId ?? found?.platformId ?? null };
  const others = found?.addresses.filter((address) => address !== defaultAddress(found)) ?? [];
  return { ...fields, searchText: customerSearchText(fields, [draft.address, ...others]) };
}

/** The one address that Shopify's file gives. */
function defaultAddress(found: Existing | undefined) {
  return found?.addresses.find(({ platformId }) => platformId === DEFAULT_ADDRESS);
}

const DEFAULT_ADDRESS = "default";

function newChoices(draft: CustomerDraft, found: Existing | undefined) {
  return (["email", "sms"] as const).flatMap((channel) => {
    const granted = draft.consents[channel];
    const latest = found?.consents.findLast((consent) => consent.channel === channel);
    if (granted === null) return [];
    // The file does not say when a choice was made. Until it says no as well, its yes is older than the withdrawal.
    if (isWithdrawal(latest?.source)) return granted ? [] : [{ channel, granted }];
    return granted === latest?.granted ? [] : [{ channel, granted }];
  });
}

function plan(batch: Batch, storeId: string, draft: CustomerDraft, found: Existing | undefined, at: Date) {
  const id = found?.id ?? uuidv7();
  const createdAt = found?.createdAt ?? at;
  const customer = { storeId, id, kind: "account", ...fieldsOf(draft, found), inFileAt: at, createdAt, updatedAt: at };
  batch.customers.push(customer);
  if (found) batch.formerAddresses.push(...formerAddress(storeId, draft, found, at));
  const addressId = defaultAddress(found)?.id;
  if (draft.address)
    batch.addresses.push({
      storeId,
      id: addressId ?? uuidv7(),
      customerId: id,
      platformId: DEFAULT_ADDRESS,
      isDefault: true,
      ...draft.address,
      createdAt: at,
    });
  else if (addressId) batch.removedAddressIds.push(addressId);
  for (const choice of newChoices(draft, found))
    batch.consents.push({ storeId, id: uuidv7(), customerId: id, ...choice, source: IMPORTED_CHOICE, at });
}

/** The address that an account had until now, where it has another or none. */
function formerAddress(storeId: string, draft: CustomerDraft, found: Existing, at: Date): object[] {
  const { id: customerId, email, emailNormalized, createdAt, inFileAt, formerAddresses } = found;
  if (email === null || emailNormalized === null || emailNormalized === draft.fields.emailNormalized) return [];
  const knownFrom = formerAddresses[0]?.replacedAt ?? createdAt;
  const confirmedUntil = inFileAt ?? knownFrom;
  return [{ storeId, id: uuidv7(), customerId, email, emailNormalized, knownFrom, confirmedUntil, replacedAt: at }];
}

import { createHmac, randomBytes } from "node:crypto";
import { unwrapSecret, wrapSecret } from "@/lib/crypto";
import type { Transaction } from "@/lib/database";
import { storedForms } from "@/lib/email-address";
import type { ErasedKind } from "@/prisma/generated/enums";
import { RECORDS_SOURCE } from "./record-names";

/** What the key of a store's hashes is bound to where it is wrapped (`wrapSecret`). */
export function erasedPurpose(storeId: string): string {
  return `store:${storeId}:erased`;
}

/** What an erased person was known by among the imported records. */
interface ErasedTraces {
  /** All that they had, the former ones too, however written. */
  emails: string[];
  /** The platform's ids of their accounts. */
  platformIds: string[];
  /** The orders that went, also those that are kept for the books. */
  orders: { platformId: string; name: string }[];
}

/**
 * Remembers that somebody was erased, so that no import brings them back: nothing but hashes under a key of the store, which
 * tell whether an address is among them and reveal none. One who is erased again is remembered by the latest time.
 */
export async function rememberErased(
  transaction: Transaction,
  {
    storeId,
    emails,
    platformIds,
    orders = [],
    erasedAt,
  }: Omit<ErasedTraces, "orders"> & {
    storeId: string;
    orders?: ErasedTraces["orders"];
    erasedAt: Date;
  },
): Promise<void> {
  const key = await keyOf(transaction, storeId);
  const known = [
    ...emails.map((email) => address(email)),
    ...platformIds.map((id) => account(id)),
    ...orders.flatMap(({ platformId, name }) => [order(platformId), orderName(name)]),
  ];
  const rows = known.map(({ kind, source, value }) => {
    return { storeId, kind, source, hash: hash(key, { kind, source, value }), erasedAt };
  });
  for (let start = 0; start < rows.length; start += ROWS_A_STATEMENT) {
    const data = rows.slice(start, start + ROWS_A_STATEMENT);
    await transaction.erasedPerson.createMany({ data, skipDuplicates: true });
    const hashes = data.map((row) => row.hash);
    await transaction.erasedPerson.updateMany({
      where: { storeId, hash: { in: hashes }, erasedAt: { lt: erasedAt } },
      data: { erasedAt },
    });
  }
}

/** The hash of an address under the store's key, as the request of its erasure keeps it. */
export async function hashAddress(
  transaction: Transaction,
  { storeId, email }: { storeId: string; email: string },
): Promise<Uint8Array<ArrayBuffer>> {
  return hash(await keyOf(transaction, storeId), address(email));
}

/** The hash of a live source's record under the store's key, as the step that erased it keeps it. */
export async function hashRecord(
  transaction: Transaction,
  { storeId, source, record }: { storeId: string; source: string; record: string },
): Promise<Uint8Array<ArrayBuffer>> {
  return hash(await keyOf(transaction, storeId), { kind: "platform_id", source, value: record });
}

const ROWS_A_STATEMENT = 2_000;

/** Who of a batch of a file was erased, and when; undefined for everybody else. */
interface Erased {
  address(email: string): Date | undefined;
  platformId(id: string): Date | undefined;
  /** Recognized as the import recognizes an order (write-orders.ts): by its id, else by its name. */
  order(order: { platformId: string; name: string }): Date | undefined;
}

/** Looks up all of a batch in one query; in a store that has erased nobody, in none. */
export async function findErased(transaction: Transaction, storeId: string, known: ErasedTraces): Promise<Erased> {
  const store = await transaction.store.findUnique({ where: { id: storeId }, select: { erasedKey: true } });
  if (!store?.erasedKey) return { address: nobody, platformId: nobody, order: nobody };
  const key = unwrapSecret(store.erasedKey, erasedPurpose(storeId));
  // Each is asked for twice.
  const hexes = new Map<string, string>();
  const hexOf = (trace: Trace) => {
    const name = `${trace.kind} ${trace.value}`;
    const hex = hexes.get(name) ?? Buffer.from(hash(key, trace)).toString("hex");
    hexes.set(name, hex);
    return hex;
  };
  const wanted = [
    ...known.emails.map((email) => address(email)),
    ...known.platformIds.map((id) => account(id)),
    ...known.orders.flatMap(orderTraces),
  ];
  const hashes = [...new Set(wanted.map(hexOf))];
  // Past Prisma: one parameter instead of one a hash.
  const rows = await transaction.$queryRaw<{ hash: string; erasedAt: Date }[]>`
    SELECT encode(hash, 'hex') AS hash, erased_at AS "erasedAt" FROM erased_person
    WHERE store_id = ${storeId}::uuid AND hash = ANY(ARRAY(SELECT decode(wanted, 'hex') FROM unnest(${hashes}::text[]) AS wanted))`;
  const found = new Map(rows.map((row) => [row.hash, row.erasedAt]));
  const at = (trace: Trace) => (found.size === 0 ? undefined : found.get(hexOf(trace)));
  return {
    address: (email) => at(address(email)),
    platformId: (id) => at(account(id)),
    order: (named) => orderTraces(named).map(at).find(Boolean),
  };
}

function nobody(): undefined {}

interface Trace {
  kind: ErasedKind;
  source: string;
  value: string;
}

/** All stored forms of an address are one. */
function address(email: string): Trace {
  const [value = ""] = storedForms(email);
  return { kind: "address", source: "", value };
}

function account(id: string): Trace {
  return { kind: "platform_id", source: RECORDS_SOURCE, value: id };
}

function order(platformId: string): Trace {
  return { kind: "order", source: RECORDS_SOURCE, value: `id ${platformId}` };
}

function orderName(name: string): Trace {
  return { kind: "order", source: RECORDS_SOURCE, value: `name ${name}` };
}

/** A row without an id has its name in the id's place: only then its name alone says which order it is. */
function orderTraces({ platformId, name }: { platformId: string; name: string }): Trace[] {
  return platformId === name ? [order(name), orderName(name)] : [order(platformId), order(name)];
}

function hash(key: Uint8Array, { kind, source, value }: Trace): Uint8Array<ArrayBuffer> {
  return new Uint8Array(
    createHmac("sha256", key)
      .update(JSON.stringify([kind, source, value]))
      .digest(),
  );
}

/** The store's key, which the first erasure makes. */
async function keyOf(transaction: Transaction, storeId: string): Promise<Uint8Array> {
  const erasedKey = wrapSecret(randomBytes(32), erasedPurpose(storeId));
  // Of two that are erased at once, the second waits here and finds the first's key.
  await transaction.store.updateMany({ where: { id: storeId, erasedKey: null }, data: { erasedKey } });
  const store = await transaction.store.findUniqueOrThrow({ where: { id: storeId }, select: { erasedKey: true } });
  return unwrapSecret(store.erasedKey ?? "", erasedPurpose(storeId));
}

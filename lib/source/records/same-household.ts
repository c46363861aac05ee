import { customerName } from "@/lib/customer/customer-name";
import { database } from "@/lib/database";
import { foldText } from "@/lib/search/fold-text";
import { matchesWords } from "@/lib/search/search-query";
import type { Clues } from "@/lib/source/source";
import { type FoundCustomer, type FoundOrder, findCustomers, GOES_TO_NOBODY, MAX_ROWS } from "./found-records";

/** A name and a postal code that go together. */
interface Household {
  name: string;
  postalCode: string;
}

/** The names of customers with the postal codes of their addresses. */
export function householdsOf(known: FoundCustomer[]): Household[] {
  const each = known.flatMap((customer) =>
    customer.addresses.map(({ name, postalCode }) => ({ name: customerName(customer) ?? name, postalCode })),
  );
  const whole = each.flatMap(({ name, postalCode }) =>
    name?.trim() && postalCode?.trim() ? [{ name, postalCode }] : [],
  );
  return [...new Map(whole.map((one) => [`${foldText(one.name)} ${compact(one.postalCode)}`, one])).values()].slice(
    0,
    5,
  );
}

/** Whether both name the same person and place, however they are written. */
function isSame(one: Household, name: string | null, postalCode: string | null | undefined): boolean {
  return foldText(name ?? "") === foldText(one.name) && compact(postalCode ?? "") === compact(one.postalCode);
}

function compact(postalCode: string): string {
  return foldText(postalCode).replace(/[^\p{L}\p{N}]/gu, "");
}

/** Customers with the same name and an address with the same postal code. */
export async function findCustomersByName(clues: Clues, household: Household): Promise<FoundCustomer[]> {
  const rows = await findByWords("customer", "id", clues, household);
  const customers = await findCustomers(clues, { id: { in: rows.map(({ id }) => id) } });
  return customers.filter((customer) =>
    customer.addresses.some(({ postalCode }) => isSame(household, customerName(customer), postalCode)),
  );
}

/** Orders without an email address: the others have a customer, a guest where there is no account. */
export async function findOrdersByName(clues: Clues, household: Household): Promise<FoundOrder[]> {
  const columns = `id, name, billing_address AS billing, shipping_address AS shipping`;
  const rows = await findByWords(
    `"order"`,
    columns,
    clues,
    household,
    `AND search_text IS NOT NULL AND ${GOES_TO_NOBODY}`,
  );
  return (rows as (FoundOrder & Record<"billing" | "shipping", OrderAddress | null>)[]).filter(
    ({ billing, shipping }) =>
      [billing, shipping].some((address) => isSame(household, address?.name ?? null, address?.postalCode)),
  );
}

interface OrderAddress {
  name?: string | null;
  postalCode?: string | null;
}

/** Rows whose search text has the name's words and the postal code. Raw, since Prisma does not know the trigram index. */
async function findByWords(table: string, columns: string, { storeId }: Clues, household: Household, further = "") {
  const values: unknown[] = [storeId];
  const add = (value: unknown) => `$${values.push(value)}`;
  const words = matchesWords(`${household.name} ${compact(household.postalCode)}`, add);
  const { rows } = await database().query(
    `SELECT ${columns} FROM ${table} WHERE store_id = $1 AND ${words} ${further} LIMIT ${MAX_ROWS * 5}`,
    values,
  );
  return rows as { id: string }[];
}

import { addressFreeSince } from "@/lib/customer/by-address";
import { customerTitle } from "@/lib/customer/customer-name";
import { customerOfRecord, customerRecord, orderRecord } from "@/lib/customer/record-names";
import { database } from "@/lib/database";
import { storedForms } from "@/lib/email-address";
import type { LinkReason } from "@/lib/event/link-reasons";
import { countryOf, phoneDigits } from "@/lib/phone-number";
import { MIN_PHONE_DIGITS } from "@/lib/source/compare-clues";
import type { Clues, Match } from "@/lib/source/source";
import { type FoundCustomer, type FoundOrder, findCustomers, GOES_TO_NOBODY, MAX_ROWS } from "./found-records";
import { findCustomersByName, findOrdersByName, householdsOf } from "./same-household";

/**
 * The imported records that are a person's: the account that the store signed in, and customers whose present address they
 * proved. And those that may be: customers who had the address before, customers and orders without one with the same phone
 * number, and with the same name and postal code. What goes to another account by itself is never among them.
 */
export async function matchRecords(clues: Clues): Promise<Match[]> {
  const found = new Map<string, Match>();
  // Orders under these come with their customers.
  const addresses = new Set(clues.emails.flatMap(({ emailNormalized }) => storedForms(emailNormalized)));
  const add = (match: Match) => found.has(match.record) || found.set(match.record, match);
  const addCustomers = (customers: FoundCustomer[], reason: LinkReason) => {
    for (const customer of customers) {
      add({ record: customerRecord(customer.id), label: customerTitle(customer), reason });
      if (customer.emailNormalized) addresses.add(customer.emailNormalized);
    }
  };
  const addOrders = (orders: FoundOrder[], reason: LinkReason) => {
    for (const { id, name } of orders) add({ record: orderRecord(id), label: name, reason });
  };
  addCustomers(await findCustomers(clues, { platformId: { in: clues.platformIds } }), "account");
  addCustomers(await findByPresentAddress(clues), "address");
  const ids = [...clues.records, ...found.keys()].flatMap((record) => customerOfRecord(record) ?? []);
  const known = await findCustomers(clues, { id: { in: ids } });
  for (const { emailNormalized } of known) if (emailNormalized) addresses.add(emailNormalized);
  addCustomers(await findByFormerAddress(clues), "former_address");
  addCustomers(await findCustomers(clues, { emailNormalized: { in: statedForms(clues) } }), "stated_address");
  const digits = digitsOf(known, clues.phones);
  const households = householdsOf(known);
  addCustomers(await findCustomersByPhone(clues, digits), "same_phone");
  addOrders(await findOrdersByPhone(clues, digits, addresses), "same_phone");
  for (const household of households) {
    addCustomers(await findCustomersByName(clues, household), "name_postal_code");
    addOrders(await findOrdersByName(clues, household), "name_postal_code");
  }
  return [...found.values()].filter(({ record }) => !clues.records.includes(record));
}

/**
 * The accounts, else the guests of the proved addresses. One that was proved before another account gave it up proves nothing
 * of its present holder.
 */
async function findByPresentAddress(clues: Clues): Promise<FoundCustomer[]> {
  const forms = await Promise.all(
    clues.emails.map(async ({ emailNormalized, provedAt }) => {
      if (!provedAt) return [];
      const freeSince = await addressFreeSince(clues.storeId, emailNormalized);
      return freeSince && freeSince >= provedAt ? [] : storedForms(emailNormalized);
    }),
  );
  const found = await findCustomers(clues, { emailNormalized: { in: forms.flat() } });
  const accounts = found.filter(({ kind }) => kind === "account");
  return accounts.length > 0 ? accounts : found;
}

async function findByFormerAddress(clues: Clues): Promise<FoundCustomer[]> {
  const forms = clues.emails.flatMap(({ emailNormalized, provedAt }) => (provedAt ? storedForms(emailNormalized) : []));
  return await findCustomers(clues, { formerAddresses: { some: { emailNormalized: { in: forms } } } });
}

/** The addresses that staff entered, which nobody proved. */
function statedForms({ emails }: Clues): string[] {
  return emails.flatMap(({ emailNormalized, provedAt }) => (provedAt ? [] : storedForms(emailNormalized)));
}

/** The digits of the person's phone numbers, each from its end, since one may be written without its country's code. */
function digitsOf(known: FoundCustomer[], phones: string[]): string[] {
  const written = known.flatMap(({ phone, addresses }) => {
    const country = addresses.map((address) => countryOf(address.country)).find(Boolean);
    return [phone, ...addresses.map((address) => address.phone)].map((number) => ({ number, country }));
  });
  const all = [...written, ...phones.map((number) => ({ number, country: undefined }))];
  const digits = all.flatMap(({ number, country }) => (number ? phoneDigits(number.slice(0, 60), country) : []));
  return [...new Set(digits)]
    .filter((each) => each.length >= MIN_PHONE_DIGITS)
    .map((each) => [...each].reverse().join(""));
}

/** What a stored number may be, read from its end: the person's with more before it, or the end of it. */
function phonePatterns(digits: string[]): [string[], string[]] {
  const ends = digits.flatMap((each) =>
    Array.from({ length: each.length - MIN_PHONE_DIGITS + 1 }, (_, index) => each.slice(0, MIN_PHONE_DIGITS + index)),
  );
  // A country's own way to write it begins with a zero.
  return [digits.map((each) => `${each}%`), ends.flatMap((end) => [end, `${end}0`])];
}

async function findCustomersByPhone(clues: Clues, digits: string[]): Promise<FoundCustomer[]> {
  if (digits.length === 0) return [];
  // As customer_phone_end_idx has it.
  const ended = "reverse(left(regexp_replace(phone, '\\D', '', 'g'), 40))";
  const { rows } = await database().query(
    `SELECT id FROM customer WHERE store_id = $1 AND phone IS NOT NULL
        AND (${ended} LIKE ANY($2::text[]) OR ${ended} = ANY($3::text[])) LIMIT ${MAX_ROWS}`,
    [clues.storeId, ...phonePatterns(digits)],
  );
  return await findCustomers(clues, { id: { in: (rows as { id: string }[]).map(({ id }) => id) } });
}

/** @param except the addresses under which orders come with their customers. */
async function findOrdersByPhone({ storeId }: Clues, digits: string[], except: Set<string>): Promise<FoundOrder[]> {
  if (digits.length === 0) return [];
  const { rows } = await database().query(
    `SELECT id, name FROM "order"
      WHERE store_id = $1 AND phone_normalized IS NOT NULL
        AND (reverse(phone_normalized) LIKE ANY($2::text[]) OR reverse(phone_normalized) = ANY($3::text[]))
        AND ${GOES_TO_NOBODY} AND (email_normalized IS NULL OR email_normalized <> ALL($4::text[]))
      ORDER BY placed_at DESC, id DESC LIMIT ${MAX_ROWS}`,
    [storeId, ...phonePatterns(digits), [...except]],
  );
  return rows as FoundOrder[];
}

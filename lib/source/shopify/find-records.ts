import { readEmailAddress, storedForms } from "@/lib/email-address";
import type { LinkReason } from "@/lib/event/link-reasons";
import { phoneDigits } from "@/lib/phone-number";
import { isOnePhone, MIN_PHONE_DIGITS, tellDropped } from "@/lib/source/compare-clues";
import { platformIdOf } from "@/lib/source/origin";
import type { Clues, Match } from "@/lib/source/source";
import { isUnder, MAX_STRAYS } from "./collect-orders";
import { customersByQuery, type GuestOrder, guestOrdersByQuery, type HitNode, hitById } from "./customer-node";
import { readConnection } from "./read-connection";
import type { Reader } from "./reader";
import { customerGid, guestRecord, quoted, readRecord } from "./records";
import type { Shop } from "./shop";

const MAX_MATCHES = 50;

/** What a search brought: who it is, and why. */
interface Finder {
  clues: Clues;
  reader: Reader;
  add(node: HitNode, reason: LinkReason): void;
  drop(records: number): void;
}

/** The customers that are the person's or may be, and a guest who ordered under one of their addresses. */
export async function findRecords(
  shop: Shop,
  clues: Clues,
  signal: AbortSignal,
  drop?: (records: number) => void,
): Promise<Match[]> {
  const found = new Map<string, Match>();
  let dropped = 0;
  const finder: Finder = {
    ...{ clues, reader: shop.reader({ signal }) },
    add(node, reason) {
      const record = platformIdOf(node.id);
      if (!found.has(record)) found.set(record, { record, label: hitTitle(node), reason });
    },
    drop(records) {
      dropped += records;
    },
  };
  await findByIds(finder);
  for (const email of clues.emails) {
    const isCustomers = await findByEmail(finder, email);
    // A customer's collector reads what they ordered as a guest too.
    const guest = isCustomers ? undefined : await findGuest(finder, email);
    if (guest) found.set(guest.record, guest);
  }
  await findByPhones(finder);
  tellDropped(shop.connection, dropped, drop);
  return [...found.values()].filter(({ record }) => !clues.records.includes(record));
}

async function findByIds({ clues, reader, add, drop }: Finder): Promise<void> {
  for (const platformId of clues.platformIds) {
    const id = /^\d{1,20}$/.test(platformId) ? customerGid(platformId) : undefined;
    const customer = id ? (await reader.ask(hitById, { id }))?.customer : undefined;
    if (customer && customer.id === id) add(customer, "account");
    else if (customer) drop(1);
  }
}

/** @returns whether there is such a customer. */
async function findByEmail(finder: Finder, { emailNormalized, provedAt }: Clues["emails"][number]): Promise<boolean> {
  let isFound = false;
  for (const form of storedForms(emailNormalized))
    for (const customer of await searchCustomers(finder, `email:${quoted(form)}`)) {
      const address = customer.defaultEmailAddress?.emailAddress;
      const isTheirs = address !== undefined && readEmailAddress(address).normalized === emailNormalized;
      if (isTheirs) finder.add(customer, provedAt ? "address" : "stated_address");
      else finder.drop(1);
      isFound ||= isTheirs;
    }
  return isFound;
}

async function findByPhones(finder: Finder): Promise<void> {
  const phones = [...finder.clues.phones];
  for (const record of finder.clues.records) {
    const known = readRecord(record);
    if (!known || !("customer" in known)) continue;
    const id = customerGid(known.customer);
    const customer = (await finder.reader.ask(hitById, { id }))?.customer;
    if (customer?.id === id && customer.defaultPhoneNumber) phones.push(customer.defaultPhoneNumber.phoneNumber);
  }
  for (const phone of new Set(phones)) {
    if (phoneDigits(phone, undefined).length < MIN_PHONE_DIGITS) continue;
    for (const customer of await searchCustomers(finder, `phone:${quoted(phone)}`)) {
      if (isOnePhone(phone, customer.defaultPhoneNumber?.phoneNumber ?? "")) finder.add(customer, "same_phone");
      else finder.drop(1);
    }
  }
}

async function searchCustomers({ reader }: Finder, query: string): Promise<HitNode[]> {
  return (await reader.ask(customersByQuery, { query, first: MAX_MATCHES }))?.customers.nodes ?? [];
}

/** Whoever ordered under an address without an account, by the oldest of these orders; by the one that is linked, where one is. */
async function findGuest(
  finder: Finder,
  { emailNormalized, provedAt }: Clues["emails"][number],
): Promise<Match | undefined> {
  const isLinked = (order: GuestOrder) => finder.clues.records.includes(guestRecord(platformIdOf(order.id)));
  const mayBeLinked = finder.clues.records.some((record) => "order" in (readRecord(record) ?? {}));
  for (const form of storedForms(emailNormalized)) {
    let guest: GuestOrder | undefined;
    for await (const guests of guestOrdersUnder(finder, form, emailNormalized)) {
      guest = guests.find(isLinked) ?? guest ?? guests[0];
      if (guest && (!mayBeLinked || isLinked(guest))) break;
    }
    if (!guest) continue;
    const label = guest.billingAddress?.name ?? guest.shippingAddress?.name ?? guest.name;
    const reason = provedAt ? "address" : "stated_address";
    return { record: guestRecord(platformIdOf(guest.id)), label, reason };
  }
  return undefined;
}

/** The orders under an address that no account has, page by page, the oldest first. */
async function* guestOrdersUnder({ reader, drop }: Finder, form: string, normalized: string) {
  const query = `email:${quoted(form)}`;
  let strays = 0;
  const pages = readConnection(async (after) => (await reader.ask(guestOrdersByQuery, { query, after }))?.orders);
  for await (const orders of pages) {
    const own = orders.filter((order) => isUnder(order, normalized));
    if (own.length < orders.length) drop(orders.length - own.length);
    strays = own.length > 0 ? 0 : strays + orders.length;
    yield own.filter((order) => !order.customer);
    // The shop ignores the address: its orders may be millions.
    if (strays >= MAX_STRAYS) return;
  }
}

/** What people call a customer; their number where Shopify withholds their name. */
export function hitTitle({ id, displayName, defaultEmailAddress }: HitNode): string {
  return displayName?.trim() || defaultEmailAddress?.emailAddress || platformIdOf(id);
}

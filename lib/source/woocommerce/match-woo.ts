import { z } from "zod";
import { readEmailAddress, storedForms } from "@/lib/email-address";
import type { LinkReason } from "@/lib/event/link-reasons";
import { phoneDigits } from "@/lib/phone-number";
import { isOnePhone, MIN_PHONE_DIGITS, tellDropped } from "@/lib/source/compare-clues";
import type { Connection } from "@/lib/source/connection/connection";
import { OutboundError } from "@/lib/source/outbound-http/outbound-error";
import type { Clues, Match } from "@/lib/source/source";
import { callWoo } from "./call-woo";
import { findAccount } from "./find-one";
import { readList } from "./read-list";
import { accountOf, accountRecord, guestRecord } from "./records";
import { accountTitle, guestTitle } from "./shape-customer";
import { ORDER_HEAD_FIELDS, type WooOrderHead, wooCustomer, wooOrderHead } from "./shapes";

const MAX_PHONES = 5;
/** Nobody's address is a part of so many others': such a search searches nothing, and what it does not show stays unknown. */
const MAX_PAGES = 20;

/**
 * The accounts with the person's ids or addresses; where an address has no account, the guest who gave it for an order; and
 * whoever ordered with one of their phone numbers. Everything is compared again, others are dropped and counted.
 */
export async function matchWoo(
  connection: Connection,
  clues: Clues,
  signal: AbortSignal,
  drop?: (records: number) => void,
): Promise<Match[]> {
  const found = new Map<string, Match>();
  let dropped = 0;
  const add = (record: string, label: string, reason: LinkReason) => {
    if (!found.has(record) && !clues.records.includes(record)) found.set(record, { record, label, reason });
  };
  /** Of an answer, what passes. */
  const keep = <Row>(rows: Row[] = [], passes: (row: Row) => boolean): Row[] => {
    const own = rows.filter(passes);
    dropped += rows.length - own.length;
    return own;
  };
  /** The oldest orders that are meant: a guest is known by their oldest. WooCommerce's search finds others too. */
  const search = async (text: string, isMeant: (order: WooOrderHead) => boolean): Promise<WooOrderHead[]> => {
    const query = { search: text, _fields: ORDER_HEAD_FIELDS };
    let pages = 0;
    for await (const page of readList(connection, "wc/v3/orders", query, wooOrderHead, signal)) {
      const own = keep(page, isMeant);
      if (own.length > 0) return own;
      if (++pages === MAX_PAGES) throw new OutboundError("malformed");
    }
    return [];
  };

  for (const id of clues.platformIds.flatMap((text) => accountOf(text) ?? [])) {
    const account = await findAccount(connection, id, { signal }, (rows) => {
      dropped += rows;
    });
    if (account) add(accountRecord(id), accountTitle(account), "account");
  }
  for (const { emailNormalized, provedAt } of clues.emails) {
    const reason = provedAt ? "address" : "stated_address";
    const isAsked = (email: string) => readEmailAddress(email).normalized === emailNormalized;
    for (const email of storedForms(emailNormalized)) {
      const query = { email, role: "all", per_page: "100" };
      const answer = await callWoo(connection, "wc/v3/customers", query, z.array(wooCustomer), { signal });
      const accounts = keep(answer?.body, (customer) => isAsked(customer.email));
      for (const account of accounts) add(accountRecord(account.id), accountTitle(account), reason);
      if (accounts.length > 0) continue;
      const orders = await search(email, ({ billing }) => isAsked(billing.email));
      const guests = orders.filter(({ customer_id }) => customer_id === 0);
      const isKnown = guests.some(({ id }) => clues.records.includes(guestRecord(id)));
      const [oldest] = guests;
      if (oldest && !isKnown) add(guestRecord(oldest.id), guestTitle(oldest), reason);
    }
  }
  for (const phone of clues.phones.slice(0, MAX_PHONES)) {
    if (phoneDigits(phone, undefined).length < MIN_PHONE_DIGITS) continue;
    const own = await search(phone, ({ billing }) => isOnePhone(phone, billing.phone));
    const asked = new Set(clues.emails.map(({ emailNormalized }) => emailNormalized));
    const guests = new Set<string>();
    for (const order of own) {
      const { normalized } = readEmailAddress(order.billing.email);
      const isGuest = order.customer_id === 0 && normalized !== "";
      // A guest is proposed once, by their oldest order.
      if (asked.has(normalized) || (isGuest && guests.has(normalized))) continue;
      if (isGuest) guests.add(normalized);
      const record = order.customer_id === 0 ? guestRecord(order.id) : accountRecord(order.customer_id);
      add(record, guestTitle(order), "same_phone");
    }
  }

  tellDropped(connection, dropped, drop);
  return [...found.values()];
}

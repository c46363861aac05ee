import { z } from "zod";
import { readEmailAddress } from "@/lib/email-address";
import { cleanQuery, readAddress } from "@/lib/search/search-query";
import type { Connection } from "@/lib/source/connection/connection";
import { joinLists, readPlace } from "@/lib/source/join-lists";
import type { Hit, SearchPage, SearchQuery } from "@/lib/source/source";
import { outboundLimits } from "@/lib/time-limits";
import { callWoo, type WooOptions } from "./call-woo";
import { findAccount, findOrder } from "./find-one";
import { accountOf, orderOf } from "./records";
import { accountHit, guestHit } from "./shape-customer";
import { ORDER_HEAD_FIELDS, wooCustomer, wooOrderHead } from "./shapes";

const MAX_HITS = 20;

/** Accounts and guests for what a member typed, accounts first; an address that is typed whole is compared again. */
export async function searchWoo(
  connection: Connection,
  { text: typed, limit, after }: SearchQuery,
  signal: AbortSignal | undefined,
): Promise<SearchPage> {
  const text = cleanQuery(typed);
  if (!text) return joinLists([], 0, "", limit);
  const { list, place } = readPlace(after);
  const start = /^\d{1,6}$/.test(place) ? Number(place) : 0;
  const startOf = (of: number) => (list === of ? start : 0);
  const address = readAddress(text);
  const isAsked = (email: string) => address === undefined || readEmailAddress(email).normalized === address;
  const options: WooOptions = { signal, timeoutSeconds: outboundLimits.searchSeconds };
  const few = (of: number) => ({ per_page: String(MAX_HITS), search: text, offset: String(startOf(of)) });
  const [accounts, orders] = await Promise.all([
    list === 0
      ? callWoo(connection, "wc/v3/customers", { ...few(0), role: "all" }, z.array(wooCustomer), options)
      : undefined,
    callWoo(connection, "wc/v3/orders", { ...few(1), _fields: ORDER_HEAD_FIELDS }, z.array(wooOrderHead), options),
  ]);
  const listOf = <T>(rows: T[], of: number, toHit: (row: T) => Hit | undefined) => ({
    entries: rows.map((row, index) => ({ hit: toHit(row), after: String(startOf(of) + index + 1) })),
    hasMore: rows.length >= MAX_HITS,
  });
  const heads = orders?.body ?? [];
  // One guest is one hit a page, by their oldest order on it.
  const oldest = new Map(heads.map(({ id, billing }) => [readEmailAddress(billing.email).normalized || id, id]));
  const guests = listOf(heads, 1, (order) => {
    const { normalized } = readEmailAddress(order.billing.email);
    const isGuest = order.customer_id === 0 && isAsked(normalized);
    return isGuest && oldest.get(normalized || order.id) === order.id ? guestHit(connection.number, order) : undefined;
  });
  const people = listOf(accounts?.body ?? [], 0, (one) =>
    isAsked(one.email) ? accountHit(connection.number, one) : undefined,
  );
  return joinLists(list === 0 ? [people, guests] : [guests], list, place, Math.min(limit, MAX_HITS));
}

/** One record by its own key; undefined where it is gone. */
export async function readWoo(
  connection: Connection,
  record: string,
  signal: AbortSignal | undefined,
): Promise<Hit | undefined> {
  const options: WooOptions = { signal, timeoutSeconds: outboundLimits.searchSeconds };
  const [account, order] = [accountOf(record), orderOf(record)];
  const customer = account === undefined ? undefined : await findAccount(connection, account, options);
  const guest = order === undefined ? undefined : await findOrder(connection, order, options);
  if (customer) return accountHit(connection.number, customer);
  return guest && guestHit(connection.number, guest);
}

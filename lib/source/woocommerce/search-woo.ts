import { z } from "zod";
import { readEmailAddress } from "@/lib/email-address";
import { cleanQuery, readAddress } from "@/lib/search/search-query";
import type { Connection } from "@/lib/source/connection/connection";
import type { Hit } from "@/lib/source/source";
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
  typed: string,
  limit: number,
  signal: AbortSignal | undefined,
): Promise<Hit[]> {
  const text = cleanQuery(typed);
  if (!text) return [];
  const address = readAddress(text);
  const isAsked = (email: string) => address === undefined || readEmailAddress(email).normalized === address;
  const few = { per_page: String(MAX_HITS), search: text };
  const options: WooOptions = { signal, timeoutSeconds: outboundLimits.searchSeconds };
  const [accounts, orders] = await Promise.all([
    callWoo(connection, "wc/v3/customers", { ...few, role: "all" }, z.array(wooCustomer), options),
    callWoo(connection, "wc/v3/orders", { ...few, _fields: ORDER_HEAD_FIELDS }, z.array(wooOrderHead), options),
  ]);
  const guests = new Map<string, Hit>();
  for (const order of orders?.body ?? []) {
    const { normalized } = readEmailAddress(order.billing.email);
    if (order.customer_id !== 0 || !isAsked(normalized)) continue;
    // One guest is one hit, by their oldest order that was found.
    guests.delete(normalized);
    guests.set(normalized || String(order.id), guestHit(connection.number, order));
  }
  const found = (accounts?.body ?? []).filter(({ email }) => isAsked(email));
  const hits = [...found.map((one) => accountHit(connection.number, one)), ...guests.values()];
  return hits.slice(0, Math.min(limit, MAX_HITS));
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

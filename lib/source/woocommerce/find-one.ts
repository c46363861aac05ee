import { z } from "zod";
import { readEmailAddress, storedForms } from "@/lib/email-address";
import type { Connection } from "@/lib/source/connection/connection";
import { callWoo, type WooOptions } from "./call-woo";
import { ORDER_HEAD_FIELDS, type WooCustomer, type WooOrderHead, wooCustomer, wooOrderHead } from "./shapes";

/**
 * One account by its id; undefined where it is gone. A list is asked for it, since 404 would also say that the shop has no
 * such API any more.
 * @param drop is told of others that came.
 */
export async function findAccount(
  connection: Connection,
  id: number,
  options: WooOptions,
  drop?: (rows: number) => void,
): Promise<WooCustomer | undefined> {
  const query = { include: String(id), role: "all", per_page: "1" };
  const answer = await callWoo(connection, "wc/v3/customers", query, z.array(wooCustomer), options);
  return only(answer?.body, id, drop);
}

/** As `findAccount`, what says whose an order is; it may be in the trash. */
export async function findOrder(
  connection: Connection,
  id: number,
  options: WooOptions,
  drop?: (rows: number) => void,
): Promise<WooOrderHead | undefined> {
  for (const status of ORDER_STATUSES) {
    const query = { include: String(id), status, per_page: "1", _fields: ORDER_HEAD_FIELDS };
    const answer = await callWoo(connection, "wc/v3/orders", query, z.array(wooOrderHead), options);
    const found = only(answer?.body, id, drop);
    if (found) return found;
  }
  return undefined;
}

/** Whether an account has an address besides those given: whoever ordered under it as a guest need not be its holder. */
export async function isAnothers(
  connection: Connection,
  email: string,
  accounts: Map<number, string>,
  options: WooOptions,
): Promise<boolean> {
  for (const form of storedForms(email)) {
    const query = { email: form, role: "all", per_page: "100" };
    const answer = await callWoo(connection, "wc/v3/customers", query, z.array(wooCustomer), options);
    const holders = (answer?.body ?? []).filter((one) => readEmailAddress(one.email).normalized === email);
    if (holders.some(({ id }) => !accounts.has(id))) return true;
  }
  return false;
}

/** "any" leaves out the trash. */
export const ORDER_STATUSES = ["any", "trash"];

function only<Row extends { id: number }>(rows: Row[] = [], id: number, drop?: (rows: number) => void) {
  const own = rows.find((row) => row.id === id);
  const others = rows.filter((row) => row.id !== id).length;
  if (others > 0) drop?.(others);
  return own;
}

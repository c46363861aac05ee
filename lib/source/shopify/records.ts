import type { Subject } from "@/lib/source/source";

/**
 * How a record of a shop is named: a customer by their number, a guest by one of their orders, never by an address.
 * @returns undefined for what is neither.
 */
export function readRecord(record: string): { customer: string } | { order: string } | undefined {
  const [, kind, id = ""] = /^(order-)?(\d{1,20})$/.exec(record) ?? [];
  if (!id) return undefined;
  return kind ? { order: id } : { customer: id };
}

export function guestRecord(orderId: string): string {
  return `order-${orderId}`;
}

/** Where a shop's staff see a record: its admin redirects there from the shop's own domain. */
export function adminPage(address: string, record: string): string | undefined {
  const known = readRecord(record);
  if (!known) return undefined;
  const page = "customer" in known ? `customers/${known.customer}` : `orders/${known.order}`;
  return new URL(`/admin/${page}`, address).href;
}

export function customerGid(id: string): string {
  return `gid://shopify/Customer/${id}`;
}

export function orderGid(id: string): string {
  return `gid://shopify/Order/${id}`;
}

/** The records of a source that a request is about: customers by their numbers, guests by their orders'. */
export function recordsIn({ liveRecords = [] }: Subject, source: string) {
  const customers: string[] = [];
  const orders: string[] = [];
  for (const one of liveRecords) {
    const known = one.source === source ? readRecord(one.record) : undefined;
    if (!known) continue;
    if ("customer" in known) customers.push(known.customer);
    else orders.push(known.order);
  }
  return { customers, orders };
}

/** A value within a search, as text that is one value: https://shopify.dev/docs/api/usage/search-syntax. */
export function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

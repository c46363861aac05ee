/**
 * How links name WooCommerce's records: an account by its id, a guest, who has none, by the id of one of their orders
 * ("order-13"), never by an address.
 */
export function accountRecord(id: number): string {
  return String(id);
}

/** See `accountRecord`. */
export function guestRecord(orderId: number): string {
  return `order-${orderId}`;
}

/** The account that a record is; undefined for a guest's. */
export function accountOf(record: string): number | undefined {
  return /^[1-9]\d{0,14}$/.test(record) ? Number(record) : undefined;
}

/** The order that a guest is known by; undefined for an account's record. */
export function orderOf(record: string): number | undefined {
  const [, id] = /^order-([1-9]\d{0,14})$/.exec(record) ?? [];
  return id === undefined ? undefined : Number(id);
}

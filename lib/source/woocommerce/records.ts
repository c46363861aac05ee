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

/** Where a shop's staff see an account; undefined for a guest's order, whose page depends on how the shop stores orders. */
export function adminPage(address: string, record: string): string | undefined {
  const id = accountOf(record);
  return id === undefined ? undefined : `${address.replace(/\/+$/, "")}/wp-admin/user-edit.php?user_id=${id}`;
}

/** The order that a guest is known by; undefined for an account's record. */
export function orderOf(record: string): number | undefined {
  const [, id] = /^order-([1-9]\d{0,14})$/.exec(record) ?? [];
  return id === undefined ? undefined : Number(id);
}

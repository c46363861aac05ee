/** The source that Dossier's own imported records are, in links and manifests. */
export const RECORDS_SOURCE = "dossier-database";

/** How a link names a customer among the imported records. */
export function customerRecord(customerId: string): string {
  return `customer:${customerId}`;
}

/** How a link names an order that no customer record holds. */
export function orderRecord(orderId: string): string {
  return `order:${orderId}`;
}

/** The order that a link names; undefined where it names something else. */
export function orderOfRecord(record: string): string | undefined {
  return record.startsWith("order:") ? record.slice("order:".length) : undefined;
}

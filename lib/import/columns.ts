/** The two files of Shopify that are read: https://help.shopify.com/en/manual/customers/import-export-customers, …/orders/export-orders. */
export type FileKind = "customers" | "orders";

/** Without these a file is no such export. Shopify writes them all, whatever a store uses. */
export const requiredColumns: Record<FileKind, string[]> = {
  customers: ["First Name", "Last Name", "Email", "Accepts Email Marketing"],
  orders: [
    "Name",
    "Email",
    "Currency",
    "Subtotal",
    "Shipping",
    "Taxes",
    "Total",
    "Created at",
    "Lineitem quantity",
    "Lineitem name",
    "Lineitem price",
  ],
};

/**
 * Whether Shopify writes an apostrophe before the column's values, so that spreadsheets leave them
 * alone: ids, postal codes and phone numbers.
 */
export function isGuardedColumn(column: string): boolean {
  return /(?:\bid|zip|phone|number|reference|references|sku)$/i.test(column);
}

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

/** Columns with a field of their own. All others are kept as attributes, under Shopify's own names. */
export const customerColumns = new Set([
  "Customer ID",
  "First Name",
  "Last Name",
  "Email",
  "Accepts Email Marketing",
  "Accepts SMS Marketing",
  "Default Address Company",
  "Default Address Address1",
  "Default Address Address2",
  "Default Address City",
  "Default Address Province Code",
  "Default Address Country Code",
  "Default Address Zip",
  "Default Address Phone",
  "Phone",
  "Note",
  "Tax Exempt",
  "Tags",
]);

const addressColumns = ["Name", "Company", "Address1", "Address2", "City", "Province", "Zip", "Country", "Phone"];

export const orderColumns = new Set([
  "Name",
  "Email",
  "Financial Status",
  "Paid at",
  "Fulfillment Status",
  "Fulfilled at",
  "Currency",
  "Subtotal",
  "Shipping",
  "Taxes",
  "Total",
  "Discount Code",
  "Discount Amount",
  "Shipping Method",
  "Created at",
  "Notes",
  "Cancelled at",
  "Payment Method",
  "Id",
  "Tags",
  "Phone",
  ...["Billing", "Shipping"].flatMap((use) => addressColumns.map((column) => `${use} ${column}`)),
]);

export const lineColumns = new Set([
  "Lineitem quantity",
  "Lineitem name",
  "Lineitem price",
  "Lineitem sku",
  "Lineitem discount",
]);

/** Whether a column speaks of the line and not of the order. */
export function isLineColumn(column: string): boolean {
  return column.startsWith("Lineitem ") || column === "Vendor";
}

/**
 * Whether Shopify writes an apostrophe before the column's values, so that spreadsheets leave them
 * alone: ids, postal codes and phone numbers.
 */
export function isGuardedColumn(column: string): boolean {
  return /(?:\bid|zip|phone|number|reference|references|sku)$/i.test(column);
}

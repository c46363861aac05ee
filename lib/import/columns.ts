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

/** Columns with a field of their own. All others are kept as attributes, under the names in the file. */
export const customerColumns = new Set([
  ...requiredColumns.customers,
  "Customer ID",
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

export const lineColumns = new Set([
  "Lineitem quantity",
  "Lineitem name",
  "Lineitem price",
  "Lineitem sku",
  "Lineitem discount",
]);

export const orderColumns = new Set([
  ...requiredColumns.orders.filter((column) => !lineColumns.has(column)),
  "Financial Status",
  "Paid at",
  "Fulfillment Status",
  "Fulfilled at",
  "Discount Code",
  "Discount Amount",
  "Refunded Amount",
  "Shipping Method",
  "Notes",
  "Cancelled at",
  "Payment Method",
  "Id",
  "Tags",
  "Phone",
  ...["Billing", "Shipping"].flatMap((use) => addressColumns.map((column) => `${use} ${column}`)),
]);

/** What Shopify called columns of the customers' export before: in 2019 "Accepts Marketing", until 2022 bare addresses. */
const formerNames: Record<string, string> = {
  "Accepts Marketing": "Accepts Email Marketing",
  ...Object.fromEntries(
    ["Company", "Address1", "Address2", "City", "Province Code", "Country Code", "Zip"].map((column) => [
      column,
      `Default Address ${column}`,
    ]),
  ),
};

/** The columns of a header by the names that the code knows: without blanks around them, in Shopify's own letter case. */
export function columnNames(kind: FileKind, header: string[]): string[] {
  const own = kind === "customers" ? customerColumns : new Set([...orderColumns, ...lineColumns]);
  const known = new Map([...own].map((column) => [column.toLowerCase(), column]));
  const names = header.map((cell) => {
    const name = cell.replace(/[\s\uFEFF\u00A0]+/g, " ").trim();
    return known.get(name.toLowerCase()) ?? name;
  });
  if (kind === "orders") return names;
  const former = new Map(Object.entries(formerNames).map(([name, column]) => [name.toLowerCase(), column]));
  return names.map((name) => {
    const column = former.get(name.toLowerCase());
    return column && !names.includes(column) ? column : name;
  });
}

/** Whether a column of an order says something of the line and not of the order. */
export function isLineColumn(column: string): boolean {
  return /^lineitem /i.test(column) || column.toLowerCase() === "vendor";
}

/**
 * Whether Shopify writes an apostrophe before the column's values, so that spreadsheets leave them
 * alone: ids, postal codes and phone numbers.
 */
export function isGuardedColumn(column: string): boolean {
  return /(?:\bid|zip|phone|number|reference|references|sku)$/i.test(column);
}

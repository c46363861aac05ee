import { type CsvCell, csvCell, csvRow } from "./csv";
import { type ArchiveRow, Mark } from "./mark";
import type { Section, SectionRow } from "./rows";

/** The columns of each section's CSV: the keys of data.json, nested values as JSON. */
const columns: { [S in Section]: (keyof SectionRow<S> & string)[] } = {
  profile: [
    "id",
    "kind",
    "platformId",
    "email",
    "phone",
    "firstName",
    "lastName",
    "company",
    "locale",
    "note",
    "tags",
    "taxExempt",
    "createdAt",
    "updatedAt",
    "attributes",
  ],
  addresses: [
    "platformId",
    "isDefault",
    "name",
    "company",
    "line1",
    "line2",
    "city",
    "province",
    "postalCode",
    "country",
    "phone",
  ],
  orders: [
    "name",
    "platformId",
    "placedAt",
    "paidAt",
    "fulfilledAt",
    "cancelledAt",
    "currency",
    "subtotal",
    "shipping",
    "taxes",
    "discount",
    "total",
    "financialStatus",
    "fulfillmentStatus",
    "paymentMethod",
    "shippingMethod",
    "discountCode",
    "email",
    "phone",
    "note",
    "tags",
    "billingAddress",
    "shippingAddress",
    "attributes",
  ],
  consents: ["channel", "granted", "source", "wording", "at"],
  requests: [
    "reference",
    "type",
    "source",
    "state",
    "email",
    "createdAt",
    "verifiedAt",
    "dueAt",
    "closedAt",
    "refusalReason",
    "events",
  ],
  emails: ["to", "subject", "text", "state", "createdAt", "sentAt"],
};

const lineColumns = ["order", "position", "name", "sku", "quantity", "price", "discount", "currency", "attributes"];

/** The head of a section's CSV, with the mark by which spreadsheets know UTF-8. */
export function csvHead(section: Section): string {
  return `\uFEFF${csvRow(columns[section])}`;
}

/** A row of a section as CSV. */
export function csvOfRow<S extends Section>(section: S, row: ArchiveRow<S>): string {
  return csvRow(columns[section].map((name) => cell(row[name])));
}

/** The one line of a table that is withheld whole. */
export function csvMark(mark: Mark): string {
  return `\uFEFF${csvRow([mark.text])}`;
}

export function orderLinesHead(): string {
  return `\uFEFF${csvRow(lineColumns)}`;
}

/** The lines of an order, one a row, each naming its order. */
export function orderLinesRows({ name, currency, lines }: ArchiveRow<"orders">): string {
  // What is the same in each line is written once.
  const order = csvCell(cell(name));
  const money = csvCell(cell(currency));
  let csv = "";
  for (const line of lines instanceof Mark ? [lines] : lines)
    if (line instanceof Mark) csv += csvRow([cell(name), ...lineColumns.slice(1).map(() => line.text)]);
    else
      csv +=
        `${order},${csvCell(cell(line.position))},${csvCell(cell(line.name))},${csvCell(cell(line.sku))},${csvCell(cell(line.quantity))},` +
        `${csvCell(cell(line.price))},${csvCell(cell(line.discount))},${money},${csvCell(cell(line.attributes))}\r\n`;
  return csv;
}

function cell(value: unknown): CsvCell {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (value === null || value === undefined) return null;
  if (value instanceof Mark) return value.text;
  if (Array.isArray(value) && value.every((part) => typeof part === "string" || part instanceof Mark))
    return value.join(", ");
  return isEmptyObject(value) ? "" : JSON.stringify(value);
}

function isEmptyObject(value: object): boolean {
  for (const _ in value) return false;
  return true;
}

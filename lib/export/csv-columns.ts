import { stringify } from "csv-stringify/sync";
import type { Section, SectionRow } from "@/lib/customer/source";
import { type ArchiveRow, Mark } from "./mark";

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
  return `\uFEFF${toCsv([columns[section]])}`;
}

/** Rows of a section as CSV (RFC 4180). Cells that a spreadsheet would take for a formula are defused by an apostrophe. */
export function csvRows<S extends Section>(section: S, rows: ArchiveRow<S>[]): string {
  return toCsv(rows.map((row) => columns[section].map((column) => cell(row[column]))));
}

/** The one line of a table that is withheld whole. */
export function csvMark(mark: Mark): string {
  return `\uFEFF${toCsv([[mark.text]])}`;
}

export function orderLinesHead(): string {
  return `\uFEFF${toCsv([lineColumns])}`;
}

/** The lines of orders, one a row, each naming its order. */
export function orderLinesRows(orders: ArchiveRow<"orders">[]): string {
  return toCsv(
    orders.flatMap(({ name, currency, lines }) =>
      (lines instanceof Mark ? [lines] : lines).map((line) =>
        line instanceof Mark
          ? [cell(name), ...lineColumns.slice(1).map(() => line.text)]
          : [
              cell(name),
              cell(line.position),
              cell(line.name),
              cell(line.sku),
              cell(line.quantity),
              cell(line.price),
              cell(line.discount),
              cell(currency),
              cell(line.attributes),
            ],
      ),
    ),
  );
}

// Formulas: OWASP, https://owasp.org/www-community/attacks/CSV_Injection. A negative number is none.
function toCsv(rows: unknown[][]): string {
  return stringify(rows, {
    record_delimiter: "\r\n",
    quoted_match: /[\r\n]/,
    escape_formulas: true,
    cast: {
      boolean: String,
      string: (text) =>
        NEGATIVE_NUMBER.test(text) ? { value: text, escape_formulas: false } : text.replace(CELL_INSIDE, "$&'"),
    },
  });
}

// A German Excel divides cells at semicolons, LibreOffice at tabs too; a quote in the middle of a cell is none to them, so that a line break begins a row.
const CELL_INSIDE = /[;\t\r\n](?=[=+\-@＝＋－＠])/g;
const NEGATIVE_NUMBER = /^-\d+(\.\d+)?$/;

function cell(value: unknown): unknown {
  if (value instanceof Mark) return value.text;
  if (Array.isArray(value) && value.every((part) => typeof part === "string" || part instanceof Mark))
    return value.join(", ");
  if (value === null || typeof value !== "object") return value;
  return Object.keys(value).length > 0 ? JSON.stringify(value) : "";
}

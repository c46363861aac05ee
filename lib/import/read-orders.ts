import { normalizeOrderName } from "@/lib/search/fold-text";
import { isLineColumn, lineColumns, orderColumns } from "./columns";
import { emailFields } from "./email-fields";
import { attributes, identifier, integer, money, needed, type Row, RowError, tags, time } from "./row";

/** An order of the export with its lines, by the names of the tables' columns. */
export type OrderDraft = ReturnType<typeof readHead> & { lines: LineDraft[]; size: number; line: number };
type LineDraft = ReturnType<typeof readLine>;

/**
 * Puts the export's rows together: an order's first line holds its columns, later ones leave them blank, or repeat them
 * with the name and the id. A line that cannot be read does not take its order with it; without a readable first line
 * there is no order, and its later lines are reported too.
 */
export async function* readOrders(rows: AsyncIterable<Row>, report: (error: RowError, line: number) => void) {
  let order: OrderDraft | undefined;
  let head: { row: Row; name: string; id: string | null } | undefined;
  let position = 0;
  for await (const row of rows) {
    try {
      const name = identifier(row, "Name");
      if (name === null) throw new RowError("Name", "empty");
      const id = identifier(row, "Id");
      const repeated = head?.name === name && (head.id === id || id === null);
      if (isHead(row) && !repeated) {
        if (order) yield order;
        order = undefined;
        head = { row, name, id };
        position = 0;
        order = { ...readHead(row, name), lines: [], size: 0, line: row.line };
      } else if (order?.fields.name !== name) {
        if (order) yield order;
        order = undefined;
        throw new RowError("Name", "orphanLine");
      }
      position += 1;
      order.size += row.size;
      if (hasLine(row)) order.lines.push(readLine(row, position, head?.row === row ? undefined : head?.row));
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      report(error, row.line);
    }
  }
  if (order) yield order;
}

/** Later lines leave these blank, unless the file repeats an order's columns on each of its lines. */
function isHead(row: Row): boolean {
  return ["Id", "Currency", "Total", "Subtotal"].some((column) => row.text(column) !== null);
}

function hasLine(row: Row): boolean {
  return ["Lineitem quantity", "Lineitem name", "Lineitem price"].some((column) => row.text(column) !== null);
}

function readHead(row: Row, name: string) {
  const placedAt = time(row, "Created at");
  if (placedAt === null) throw new RowError("Created at", "empty");
  const [paidAt, fulfilledAt, cancelledAt] = [
    time(row, "Paid at"),
    time(row, "Fulfilled at"),
    time(row, "Cancelled at"),
  ];
  const currency = needed(row, "Currency").trim().toUpperCase();
  if (!/^[A-Z]{3}$/.test(currency)) throw new RowError("Currency", "notCurrency");
  const { email, emailNormalized, mailable } = emailFields(row.text("Email"));
  // A file without ids leaves the name to know the order by.
  const platformId = identifier(row, "Id") ?? name;
  return {
    key: platformId,
    mailable,
    fields: {
      platformId,
      name,
      nameNormalized: normalizeOrderName(name),
      email,
      emailNormalized,
      phone: row.text("Phone"),
      placedAt: placedAt.at,
      placedAtOffsetMinutes: placedAt.offsetMinutes,
      paidAt: paidAt?.at ?? null,
      paidAtOffsetMinutes: paidAt?.offsetMinutes ?? null,
      fulfilledAt: fulfilledAt?.at ?? null,
      fulfilledAtOffsetMinutes: fulfilledAt?.offsetMinutes ?? null,
      cancelledAt: cancelledAt?.at ?? null,
      cancelledAtOffsetMinutes: cancelledAt?.offsetMinutes ?? null,
      currency,
      subtotal: money(row, "Subtotal", "0"),
      shipping: money(row, "Shipping", "0"),
      taxes: money(row, "Taxes", "0"),
      discount: money(row, "Discount Amount", "0"),
      total: money(row, "Total"),
      refunded: money(row, "Refunded Amount", "0"),
      financialStatus: row.text("Financial Status"),
      fulfillmentStatus: row.text("Fulfillment Status"),
      paymentMethod: row.text("Payment Method"),
      shippingMethod: row.text("Shipping Method"),
      discountCode: row.text("Discount Code"),
      note: row.text("Notes"),
      tags: tags(row),
      billingAddress: readAddress(row, "Billing"),
      shippingAddress: readAddress(row, "Shipping"),
      attributes: attributes(row, (column) => !orderColumns.has(column) && !isLineColumn(column)),
    },
  };
}

function readAddress(row: Row, use: "Billing" | "Shipping") {
  const address = {
    name: row.text(`${use} Name`),
    company: row.text(`${use} Company`),
    line1: row.text(`${use} Address1`),
    line2: row.text(`${use} Address2`),
    city: row.text(`${use} City`),
    province: row.text(`${use} Province`),
    postalCode: row.text(`${use} Zip`),
    country: row.text(`${use} Country`),
    phone: row.text(`${use} Phone`),
  };
  return Object.values(address).some((part) => part !== null) ? address : null;
}

/** @param head the order's first row, whose values a later row may repeat. */
function readLine(row: Row, position: number, head: Row | undefined) {
  return {
    position,
    name: needed(row, "Lineitem name"),
    sku: row.text("Lineitem sku"),
    quantity: integer(row, "Lineitem quantity"),
    price: money(row, "Lineitem price"),
    discount: money(row, "Lineitem discount", "0"),
    attributes: attributes(row, (column) =>
      isLineColumn(column)
        ? !lineColumns.has(column)
        : head !== undefined && column !== "Name" && row.text(column) !== head.text(column),
    ),
  };
}

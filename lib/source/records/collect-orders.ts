import { GOES_BY_ADDRESS } from "@/lib/customer/by-address";
import { findStatedOrders } from "@/lib/customer/stated-orders";
import type { OrderLineRow, OrderRow } from "@/lib/section/sections";
import type { Collector, ReadingNotes, Subject } from "@/lib/source/source";
import { mergePages } from "./merge-pages";
import { count, keyValues, persist, readPages, type ShopRow, select, subjectValues, withoutGiven } from "./read-pages";

/**
 * Orders with their lines, oldest first: those that the platform ties to a customer of the request, those that are linked to
 * the request themselves, and those that only an address is known of (see docs/decisions/004-whose-orders.md). An account's
 * orders under its former address are its own by that address: they come where the person's address is proved.
 */
export const orders: Collector<"orders"> = {
  count: (subject) =>
    count(
      `SELECT (SELECT count(*) FROM "order" WHERE store_id = $1 AND customer_id = ANY($2::uuid[]) AND (tie IS NULL OR $3::text[] <> '{}'))
            + (SELECT count(*) FROM "order" WHERE store_id = $1 AND email_normalized = ANY($3::text[]) AND ${GOES_BY_ADDRESS})
            + (SELECT count(*) FROM "order" WHERE store_id = $1 AND id = ANY($4::uuid[]) AND ${isLinkedOnly("$3")}) AS count`,
      [...subjectValues(subject), subject.orderIds ?? []],
    ),
  pages: orderPages,
  stated: async ({ storeId, customerIds }) => {
    const stated = await Promise.all(customerIds.map((id) => findStatedOrders(storeId, id)));
    const known = stated.filter((count) => count !== undefined);
    return known.length > 0 ? known.reduce((sum, count) => sum + count) : undefined;
  },
};

/**
 * SQL: whether an order is its request's by its link alone. One that is an account's by now is no longer, and one that goes
 * by the person's address comes with the others.
 * @param emails SQL of the person's address in each of its forms.
 */
function isLinkedOnly(emails: string): string {
  return `customer_id IS NULL AND NOT (tie IS NULL AND coalesce(email_normalized = ANY(${emails}::text[]), false))`;
}

async function* orderPages(subject: Subject, signal: AbortSignal, notes?: ReadingNotes): AsyncGenerator<OrderRow[]> {
  const [storeId, customerIds, emails] = subjectValues(subject);
  const read = (which: string, whose: string | string[], further: unknown[] = []) =>
    readPages(200, signal, (after, size) =>
      whose.length === 0
        ? Promise.resolve([])
        : select<OrderColumns & ShopRow>(
            `SELECT ${COLUMNS} FROM "order"
              WHERE store_id = $1 AND ${which} AND (placed_at, id) > ($3::timestamptz, $4::uuid)
              ORDER BY placed_at, id LIMIT $5`,
            [storeId, whose, ...keyValues(after), size, ...further],
          ),
    );
  const pages = mergePages([
    // One customer at a time, since the index is in the order of one customer's orders.
    ...customerIds.map((id) => read(`customer_id = $2 ${emails.length === 0 ? "AND tie IS NULL" : ""}`, id)),
    read(`email_normalized = ANY($2::text[]) AND ${GOES_BY_ADDRESS}`, emails),
    read(`id = ANY($2::uuid[]) AND ${isLinkedOnly("$6")}`, subject.orderIds ?? [], [emails]),
  ]);
  for await (const page of withoutGiven(pages, notes)) {
    const few = await persist(() => readLines(subject.storeId, page, PAGE_LINES), signal);
    if (few) {
      yield withLines(page, few);
      continue;
    }
    for (const batch of await persist(() => batchesOf(subject, page), signal)) {
      signal.throwIfAborted();
      const lines = await persist(() => readLines(subject.storeId, batch), signal);
      if (lines) yield withLines(batch, lines);
    }
  }
}

function withLines(orders: OrderColumns[], lines: Map<string, OrderLineRow[]>): OrderRow[] {
  return orders.map((row) => ({ ...shape(row), lines: lines.get(row.id) ?? [] }));
}

type OrderTime = "placedAt" | "paidAt" | "fulfilledAt" | "cancelledAt";
type OrderColumns = Omit<OrderRow, "lines" | OrderTime> &
  Record<Exclude<OrderTime, "placedAt">, Date | null> & { id: string; at: Date };

const COLUMNS = `id, placed_at AS at, platform_id AS "platformId", name, email, phone, paid_at AS "paidAt",
  fulfilled_at AS "fulfilledAt", cancelled_at AS "cancelledAt", currency, subtotal::text, shipping::text, taxes::text,
  discount::text, total::text, refunded::text, financial_status AS "financialStatus", fulfillment_status AS "fulfillmentStatus",
  payment_method AS "paymentMethod", shipping_method AS "shippingMethod", discount_code AS "discountCode", note, tags,
  placed_at_offset_minutes AS "placedAtOffsetMinutes", paid_at_offset_minutes AS "paidAtOffsetMinutes",
  fulfilled_at_offset_minutes AS "fulfilledAtOffsetMinutes", cancelled_at_offset_minutes AS "cancelledAtOffsetMinutes",
  billing_address AS "billingAddress", shipping_address AS "shippingAddress", attributes,
  coalesce('customer:' || customer_id, 'order:' || id) AS record, origin, platform_id AS "shopId"`;

// What is held at once: two hundred orders of ten thousand lines each would fill the memory. Most pages have fewer.
const PAGE_LINES = 4000;
const BATCH_LINES = 1000;

/** Cuts a page into runs of orders that have at most BATCH_LINES lines together, or are one order. */
async function batchesOf({ storeId }: Subject, page: OrderColumns[]): Promise<OrderColumns[][]> {
  const counted = await select<{ orderId: string; count: string | number }>(
    `SELECT order_id AS "orderId", count(*) AS count FROM order_line
      WHERE store_id = $1 AND order_id = ANY($2::uuid[]) GROUP BY order_id`,
    [storeId, page.map((row) => row.id)],
  );
  const linesOf = new Map(counted.map((row) => [row.orderId, Number(row.count)]));
  const batches: OrderColumns[][] = [];
  let lines = Number.POSITIVE_INFINITY;
  for (const row of page) {
    const more = linesOf.get(row.id) ?? 0;
    if (lines + more > BATCH_LINES) {
      batches.push([]);
      lines = 0;
    }
    batches.at(-1)?.push(row);
    lines += more;
  }
  return batches;
}

function shape({ id: _, at, paidAt, fulfilledAt, cancelledAt, ...row }: OrderColumns): Omit<OrderRow, "lines"> {
  return {
    ...row,
    placedAt: at.toISOString(),
    paidAt: paidAt?.toISOString() ?? null,
    fulfilledAt: fulfilledAt?.toISOString() ?? null,
    cancelledAt: cancelledAt?.toISOString() ?? null,
    subtotal: money(row.subtotal),
    shipping: money(row.shipping),
    taxes: money(row.taxes),
    discount: money(row.discount),
    total: money(row.total),
    refunded: money(row.refunded),
  };
}

/**
 * The lines of some orders, by the order's id, each in the platform's order; undefined where there are more than
 * `maxLines` of them.
 */
async function readLines(
  storeId: string,
  orders: { id: string }[],
  maxLines = Number.MAX_SAFE_INTEGER - 1,
): Promise<Map<string, OrderLineRow[]> | undefined> {
  const rows = await select<OrderLineRow & { orderId: string }>(
    `SELECT order_id AS "orderId", position, name, sku, quantity, price::text, discount::text, attributes
       FROM order_line WHERE store_id = $1 AND order_id = ANY($2::uuid[]) ORDER BY order_id, position LIMIT $3::bigint`,
    [storeId, orders.map((order) => order.id), maxLines + 1],
  );
  if (rows.length > maxLines) return undefined;
  const lines = new Map<string, OrderLineRow[]>();
  for (const { orderId, position, name, sku, quantity, price, discount, attributes } of rows) {
    const line = { position, name, sku, quantity, price: money(price), discount: money(discount), attributes };
    const known = lines.get(orderId);
    if (known) known.push(line);
    else lines.set(orderId, [line]);
  }
  return lines;
}

/** "472.3800" as "472.38": the column's third and fourth decimals only where they are not zero. */
function money(text: string): string {
  // Nearly all amounts.
  if (text.endsWith("00") && text.at(-5) === ".") return text.slice(0, -2);
  return text.replace(/(\.\d\d(?:\d?[1-9])?)0+$/, "$1");
}

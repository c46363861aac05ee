import type { Collector, OrderLineRow, OrderRow, Subject } from "@/lib/customer/source";
import { count, keyValues, readPages, select, subjectValues } from "./read-pages";

/**
 * Orders with their lines, oldest first: those that the platform ties to the customer, and those
 * that only the customer's address is known of (see docs/decisions/004-whose-orders.md).
 */
export const orders: Collector<"orders"> = {
  section: "orders",
  count: (subject) =>
    count(
      `SELECT (SELECT count(*) FROM "order" WHERE store_id = $1 AND customer_id = $2)
            + (SELECT count(*) FROM "order" WHERE store_id = $1 AND email_normalized = $3 AND customer_id IS NULL) AS count`,
      subjectValues(subject),
    ),
  pages: (subject, signal) =>
    readPages(
      250,
      signal,
      (after, size) => select<OrderColumns>(ORDERS, [...subjectValues(subject), ...keyValues(after), size]),
      (rows) => withLines(subject, rows),
    ),
};

type OrderTime = "placedAt" | "paidAt" | "fulfilledAt" | "cancelledAt";
type OrderColumns = Omit<OrderRow, "lines" | OrderTime> &
  Record<Exclude<OrderTime, "placedAt">, Date | null> & { id: string; at: Date };

const COLUMNS = `id, placed_at AS at, platform_id AS "platformId", name, email, phone, paid_at AS "paidAt",
  fulfilled_at AS "fulfilledAt", cancelled_at AS "cancelledAt", currency, subtotal::text, shipping::text, taxes::text,
  discount::text, total::text, financial_status AS "financialStatus", fulfillment_status AS "fulfillmentStatus",
  payment_method AS "paymentMethod", shipping_method AS "shippingMethod", discount_code AS "discountCode", note, tags,
  billing_address AS "billingAddress", shipping_address AS "shippingAddress", attributes`;

// Each half reads its own index in the order of the key.
const ORDERS = `SELECT * FROM (
  (SELECT ${COLUMNS} FROM "order"
    WHERE store_id = $1 AND customer_id = $2 AND (placed_at, id) > ($4::timestamptz, $5::uuid)
    ORDER BY placed_at, id LIMIT $6)
  UNION ALL
  (SELECT ${COLUMNS} FROM "order"
    WHERE store_id = $1 AND email_normalized = $3 AND customer_id IS NULL AND (placed_at, id) > ($4::timestamptz, $5::uuid)
    ORDER BY placed_at, id LIMIT $6)
) AS found ORDER BY at, id LIMIT $6`;

async function withLines({ storeId }: Subject, rows: OrderColumns[]): Promise<OrderRow[]> {
  const lines = await select<OrderLineRow & { orderId: string }>(
    `SELECT order_id AS "orderId", position, name, sku, quantity, price::text, discount::text, attributes
       FROM order_line WHERE store_id = $1 AND order_id = ANY($2::uuid[]) ORDER BY order_id, position`,
    [storeId, rows.map((row) => row.id)],
  );
  const linesOf = Map.groupBy(lines, (line) => line.orderId);
  return rows.map(({ id, at, paidAt, fulfilledAt, cancelledAt, ...row }) => ({
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
    lines: (linesOf.get(id) ?? []).map(({ orderId: _, price, discount, ...line }) => ({
      ...line,
      price: money(price),
      discount: money(discount),
    })),
  }));
}

/** "472.3800" as "472.38": the column's further places only where they say something. */
function money(text: string): string {
  return text.replace(/(\.\d\d)(\d*?)0+$/, "$1$2");
}

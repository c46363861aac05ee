import type { OrderLineRow } from "@/lib/customer/source";
import { select } from "./read-pages";

/** The lines of some orders, by the order's id, each in the platform's order. */
export async function readLines(storeId: string, orders: { id: string }[]): Promise<Map<string, OrderLineRow[]>> {
  const rows = await select<OrderLineRow & { orderId: string }>(
    `SELECT order_id AS "orderId", position, name, sku, quantity, price::text, discount::text, attributes
       FROM order_line WHERE store_id = $1 AND order_id = ANY($2::uuid[]) ORDER BY order_id, position`,
    [storeId, orders.map((order) => order.id)],
  );
  const lines = new Map<string, OrderLineRow[]>();
  for (const { orderId, position, name, sku, quantity, price, discount, attributes } of rows) {
    const line = { position, name, sku, quantity, price: money(price), discount: money(discount), attributes };
    const known = lines.get(orderId);
    if (known) known.push(line);
    else lines.set(orderId, [line]);
  }
  return lines;
}

/** "472.3800" as "472.38": the column's further places only where they say something. */
export function money(text: string): string {
  return text.replace(/(\.\d\d(?:\d?[1-9])?)0+$/, "$1");
}

import type { OrderLineRow } from "@/lib/section/rows";
import { select } from "./read-pages";

/**
 * The lines of some orders, by the order's id, each in the platform's order; undefined where there are more than
 * `most` of them.
 */
export async function readLines(
  storeId: string,
  orders: { id: string }[],
  most = Number.MAX_SAFE_INTEGER - 1,
): Promise<Map<string, OrderLineRow[]> | undefined> {
  const rows = await select<OrderLineRow & { orderId: string }>(
    `SELECT order_id AS "orderId", position, name, sku, quantity, price::text, discount::text, attributes
       FROM order_line WHERE store_id = $1 AND order_id = ANY($2::uuid[]) ORDER BY order_id, position LIMIT $3::bigint`,
    [storeId, orders.map((order) => order.id), most + 1],
  );
  if (rows.length > most) return undefined;
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
  // Nearly all amounts: four places, of which two say something.
  if (text.endsWith("00") && text.at(-5) === ".") return text.slice(0, -2);
  return text.replace(/(\.\d\d(?:\d?[1-9])?)0+$/, "$1");
}

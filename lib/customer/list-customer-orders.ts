import { database } from "@/lib/database";
import { storedForms } from "@/lib/email-address";
import { type Cursor, type CursorPage, cursorCondition, toPage } from "@/lib/search/cursor-page";
import type { Customer } from "@/prisma/generated/client";
import { GOES_BY_ADDRESS } from "./by-address";

/** One order on a profile. Amounts are decimal strings. */
export interface ListedOrder {
  id: string;
  name: string;
  placedAt: Date;
  cancelledAt: Date | null;
  currency: string;
  total: string;
  financialStatus: string | null;
  fulfillmentStatus: string | null;
  /** Known by the address alone: a guest's, or of a platform whose files name no customer. */
  byAddress: boolean;
  lines: { position: number; name: string; sku: string | null; quantity: number; price: string }[];
  /** Whether the order has more lines than these. */
  moreLines: boolean;
}

const PAGE_ROWS = 25;
const MAX_LINES = 50;

/**
 * A page of a customer's orders with their first lines, the newest first: what the platform ties to
 * the customer, and what only their address is known of.
 */
export async function listCustomerOrders(
  { storeId, id, emailNormalized }: Pick<Customer, "storeId" | "id" | "emailNormalized">,
  cursor: Cursor | undefined,
): Promise<CursorPage<ListedOrder>> {
  const values: unknown[] = [storeId, id, emailNormalized === null ? [] : storedForms(emailNormalized)];
  const add = (value: unknown) => `$${values.push(value)}`;
  const { condition, orderBy, order } = cursorCondition("placed_at", true, cursor, add);
  const tail = `AND ${condition} ${orderBy} LIMIT ${PAGE_ROWS + 1}`;
  // Each half reads its own index in the order of the key.
  const { rows } = await database().query(
    `SELECT * FROM (
       (SELECT ${COLUMNS}, false AS "byAddress" FROM "order" WHERE store_id = $1 AND customer_id = $2::uuid ${tail})
       UNION ALL
       (SELECT ${COLUMNS}, true FROM "order" WHERE store_id = $1 AND email_normalized = ANY($3::text[]) AND ${GOES_BY_ADDRESS} ${tail})
     ) AS own ORDER BY "placedAt" ${order}, id ${order} LIMIT ${PAGE_ROWS + 1}`,
    values,
  );
  const page = toPage(rows as Omit<ListedOrder, "lines" | "moreLines">[], PAGE_ROWS, cursor, (row) => row.placedAt);
  const linesOf = await readLines(
    storeId,
    page.rows.map(({ id }) => id),
  );
  return {
    ...page,
    rows: page.rows.map((row) => {
      const lines = linesOf.get(row.id) ?? [];
      return { ...row, lines: lines.slice(0, MAX_LINES), moreLines: lines.length > MAX_LINES };
    }),
  };
}

const COLUMNS = `id, name, placed_at AS "placedAt", cancelled_at AS "cancelledAt", currency, total::text,
  financial_status AS "financialStatus", fulfillment_status AS "fulfillmentStatus"`;

async function readLines(storeId: string, orderIds: string[]) {
  const { rows } = await database().query(
    `SELECT order_id AS "orderId", position, name, sku, quantity, price::text
       FROM order_line WHERE store_id = $1 AND order_id = ANY($2::uuid[]) AND position <= ${MAX_LINES + 1}
      ORDER BY order_id, position`,
    [storeId, orderIds],
  );
  return Map.groupBy(rows as (ListedOrder["lines"][number] & { orderId: string })[], (line) => line.orderId);
}

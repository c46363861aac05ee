import { database } from "@/lib/database";
import { cutPage, type Keyset, type KeysetPage } from "@/lib/keyset";
import { normalizeOrderName } from "@/lib/search-text";
import type { CustomerKind } from "@/prisma/generated/client";
import { findAny, findWhole, type List } from "./find-whole";

/** One row of the search. */
export interface ListedCustomer {
  id: string;
  kind: CustomerKind;
  platformId: string | null;
  email: string | null;
  phone: string | null;
  firstName: string | null;
  lastName: string | null;
  company: string | null;
  createdAt: Date;
  country: string | null;
  /** Orders counted up to 100. */
  orderCount: number;
  lastOrderAt: Date | null;
}

/** Orders of a customer are counted up to here. */
export const MOST_ORDERS = 100;
const MAX_BY_ORDER = 20;

/**
 * A page of a store's customers, the newest first. A search looks in names, addresses, phone numbers
 * and the platform's ids; an order's number gives its customer, before all others.
 * @param search as readSearch() reads it; empty for all.
 */
export async function searchCustomers({
  storeId,
  search,
  keyset,
  pageRows = 50,
}: {
  storeId: string;
  search: string;
  keyset: Keyset | undefined;
  pageRows?: number;
}): Promise<KeysetPage<ListedCustomer>> {
  const byOrder = search ? await customersOfOrder(storeId, search) : [];
  const list: List = { storeId, keyset, pageRows, except: byOrder };
  // "#10248" is an order's number and nothing else.
  const byText = search !== "" && !(search.startsWith("#") && byOrder.length > 0);
  const ids = search && !byText ? [] : ((await findWhole(list, search)) ?? (await findAny(list, search)));
  const found = await readRows(storeId, [...ids, ...(keyset ? [] : byOrder)]);
  const inOrder = (wanted: string[]) => wanted.flatMap((id) => found.get(id) ?? []);
  const page = cutPage(inOrder(ids), pageRows, keyset, (row) => row.createdAt);
  return keyset ? page : { ...page, rows: [...inOrder(byOrder), ...page.rows] };
}

/** Whose order it is: the account's that the platform names, else whoever goes by its address. */
async function customersOfOrder(storeId: string, search: string): Promise<string[]> {
  const { rows } = await database().query(
    `WITH named AS (
       SELECT customer_id, email_normalized FROM "order" WHERE store_id = $1 AND name_normalized = $2 LIMIT ${MAX_BY_ORDER}
     )
     SELECT id FROM customer WHERE store_id = $1 AND id IN (SELECT customer_id FROM named)
     UNION
     SELECT id FROM customer WHERE store_id = $1
        AND email_normalized IN (SELECT email_normalized FROM named WHERE customer_id IS NULL)
     LIMIT ${MAX_BY_ORDER}`,
    [storeId, normalizeOrderName(search)],
  );
  return (rows as { id: string }[]).map(({ id }) => id);
}

async function readRows(storeId: string, ids: string[]): Promise<Map<string, ListedCustomer>> {
  if (ids.length === 0) return new Map();
  const { rows } = await database().query(
    `SELECT c.id, kind, platform_id AS "platformId", email, phone, first_name AS "firstName", last_name AS "lastName",
            company, created_at AS "createdAt", place.country, orders.count::int AS "orderCount", orders.last AS "lastOrderAt"
       FROM customer c
       LEFT JOIN LATERAL (
         SELECT country FROM address a WHERE a.store_id = $1 AND a.customer_id = c.id ORDER BY is_default DESC LIMIT 1
       ) AS place ON true
       CROSS JOIN LATERAL (
         SELECT least(count(*), ${MOST_ORDERS}) AS count, max(placed_at) AS last FROM (
           (SELECT placed_at FROM "order" o WHERE o.store_id = $1 AND o.customer_id = c.id
             ORDER BY placed_at DESC LIMIT ${MOST_ORDERS})
           UNION ALL
           (SELECT placed_at FROM "order" o WHERE o.store_id = $1 AND o.email_normalized = c.email_normalized
               AND o.customer_id IS NULL
             ORDER BY placed_at DESC LIMIT ${MOST_ORDERS})
         ) AS own
       ) AS orders
      WHERE c.store_id = $1 AND c.id = ANY($2::uuid[])`,
    [storeId, ids],
  );
  return new Map((rows as ListedCustomer[]).map((row) => [row.id, row]));
}

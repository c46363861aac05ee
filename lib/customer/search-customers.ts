import { database } from "@/lib/database";
import { cutPage, type Keyset, type SearchPage } from "@/lib/search/cursor-page";
import { normalizeOrderName } from "@/lib/search/fold-text";
import { canBeName } from "@/lib/search/search-query";
import { findAny, findWhole, type List } from "./find-whole";
import { LISTED_COLUMNS, type ListedCustomer, selectListed } from "./listed-customer";

const MAX_BY_ORDER = 20;

/**
 * A page of a store's customers, the newest first. A search looks in names, addresses, phone numbers
 * and the platform's ids; an order's number gives its customer, before all others.
 * @param search as readSearch() reads it; empty for all.
 * @param parts whether parts of words are looked for although somebody has them whole.
 */
export async function searchCustomers({
  storeId,
  search,
  parts = false,
  keyset,
  pageRows = 50,
}: {
  storeId: string;
  search: string;
  parts?: boolean;
  keyset: Keyset | undefined;
  pageRows?: number;
}): Promise<SearchPage<ListedCustomer>> {
  const byOrder = search ? await customersOfOrder(storeId, search) : [];
  const list: List = { storeId, keyset, pageRows, except: byOrder.map(({ id }) => id) };
  // "#10248" is an order's number and nothing else.
  const byText = search === "" || !(search.startsWith("#") && byOrder.length > 0);
  const whole = byText && !parts ? await findWhole(list, search) : undefined;
  const found = whole ?? (byText ? await findAny(list, search) : []);
  const page = cutPage(found, pageRows, keyset, (row) => row.createdAt);
  return {
    ...page,
    rows: keyset ? page.rows : [...byOrder, ...page.rows],
    wholeWords: whole !== undefined && canBeName(search),
  };
}

/**
 * Whose order it is: the account's that the platform names, else whoever goes by its address. Each search asks it first,
 * most in vain: hence prepared.
 */
async function customersOfOrder(storeId: string, search: string): Promise<ListedCustomer[]> {
  const { rows } = await database().prepared(
    `WITH named AS (
       SELECT customer_id, email_normalized FROM "order" WHERE store_id = $1 AND name_normalized = $2 LIMIT ${MAX_BY_ORDER}
     ), whose AS (
       SELECT ${LISTED_COLUMNS} FROM customer WHERE store_id = $1 AND id IN (SELECT customer_id FROM named)
       UNION
       SELECT ${LISTED_COLUMNS} FROM customer WHERE store_id = $1
          AND email_normalized IN (SELECT email_normalized FROM named WHERE customer_id IS NULL)
       LIMIT ${MAX_BY_ORDER}
     )
     ${selectListed("whose")}`,
    [storeId, normalizeOrderName(search)],
  );
  return rows as ListedCustomer[];
}

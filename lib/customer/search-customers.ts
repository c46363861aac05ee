import { validate } from "uuid";
import { database } from "@/lib/database";
import { storedForms } from "@/lib/email-address";
import { type AddValue, type Cursor, type CursorPage, cursorCondition, toPage } from "@/lib/search/cursor-page";
import { normalizeOrderName } from "@/lib/search/fold-text";
import { pageQuery } from "@/lib/search/page-query";
import { cleanQuery, matchesWords, readAddress, readPhone } from "@/lib/search/search-query";
import { GOES_BY_ADDRESS } from "./by-address";
import { LISTED_COLUMNS, type ListedCustomer, selectListed } from "./listed-customer";

/** Exact matches of one kind that head the list. */
const MAX_EXACT = 20;

/** Which page of whose customers. */
interface List {
  storeId: string;
  cursor: Cursor | undefined;
  pageRows: number;
}

/** SQL of who is searched for: a condition that an index answers, and words that are looked for. */
interface Searched {
  where: string;
  matches?: string;
}

/**
 * A page of a store's customers, the newest first. A search looks in names, addresses, towns, postal codes,
 * phone numbers and the platform's ids. A whole email address, or an order's number with its "#", ends the
 * search where somebody has it; other order numbers and whole phone numbers put who has them first.
 * @param search as it was typed; empty for all.
 */
export async function searchCustomers({
  storeId,
  search,
  cursor,
  pageRows = 50,
}: {
  storeId: string;
  search: string;
  cursor: Cursor | undefined;
  pageRows?: number;
}): Promise<CursorPage<ListedCustomer>> {
  const list = { storeId, cursor, pageRows };
  const typed = cleanQuery(search);
  if (!typed) return await readPage(list, () => ({ where: "true" }));
  const address = readAddress(typed);
  if (address) {
    const forms = storedForms(address);
    const page = await readPage(list, (add) => ({ where: `email_normalized = ANY(${add(forms)}::text[])` }));
    if (page.rows.length > 0 || cursor) return page;
  }
  const exact = address ? [] : await findExact(storeId, typed);
  if (typed.startsWith("#") && exact.length > 0) return { rows: exact, previous: undefined, next: undefined };
  const ids = exact.map(({ id }) => id);
  const page = await readPage(list, (add) => ({
    where: ids.length > 0 ? `NOT id = ANY(${add(ids)}::uuid[])` : "true",
    matches: matchesWords(typed, add),
  }));
  return cursor ? page : { ...page, rows: [...exact, ...page.rows] };
}

/** One customer as a list shows it; undefined for an unknown one and another store's alike. */
export async function findListedCustomer(storeId: string, customerId: string): Promise<ListedCustomer | undefined> {
  if (!validate(customerId)) return undefined;
  const { rows } = await database().query(
    selectListed(`(SELECT ${LISTED_COLUMNS} FROM customer WHERE store_id = $1 AND id = $2::uuid)`),
    [storeId, customerId],
  );
  return (rows as ListedCustomer[])[0];
}

/** A page of the customers for whom a condition holds and who match a search. */
async function readPage({ storeId, cursor, pageRows }: List, searched: (add: AddValue) => Searched) {
  const values: unknown[] = [storeId];
  const add = (value: unknown) => `$${values.push(value)}`;
  const { condition, orderBy, order } = cursorCondition("created_at", true, cursor, add);
  const { where, matches } = searched(add);
  const found = pageQuery({
    table: "customer",
    columns: LISTED_COLUMNS,
    within: `store_id = $1 AND ${where}`,
    beyond: condition,
    matches,
    orderBy,
    limit: pageRows + 1,
  });
  const { rows } = await database().query(
    `${selectListed(`(${found})`)} ORDER BY "createdAt" ${order}, id ${order}`,
    values,
  );
  return toPage(rows as ListedCustomer[], pageRows, cursor, (row) => row.createdAt);
}

/** Whose order, and whose whole phone number, is searched for. */
async function findExact(storeId: string, typed: string): Promise<ListedCustomer[]> {
  // Numbers are compared from their end, so that one typed without its country's code is found too.
  const phone = typed.startsWith("#") ? undefined : readPhone(typed);
  const { rows } = await database().query(
    `WITH named AS (
       SELECT customer_id, CASE WHEN ${GOES_BY_ADDRESS} THEN email_normalized END AS email_normalized FROM "order" WHERE store_id = $1 AND name_normalized = $2 LIMIT ${MAX_EXACT}
     ), whose AS (
       (SELECT ${LISTED_COLUMNS} FROM customer WHERE store_id = $1 AND id IN (SELECT customer_id FROM named))
       UNION
       (SELECT ${LISTED_COLUMNS} FROM customer WHERE store_id = $1
           AND email_normalized IN (SELECT email_normalized FROM named))
       UNION
       (SELECT ${LISTED_COLUMNS} FROM customer
         WHERE store_id = $1 AND phone IS NOT NULL AND reverse(${PHONE_DIGITS}) LIKE $3 LIMIT ${MAX_EXACT})
     )
     ${selectListed("whose")} ORDER BY "createdAt" DESC, id DESC`,
    [storeId, normalizeOrderName(typed), phone ? `${[...phone].reverse().join("")}%` : null],
  );
  return rows as ListedCustomer[];
}

/** As customer_phone_end_idx has it. */
const PHONE_DIGITS = "left(regexp_replace(phone, '\\D', '', 'g'), 40)";

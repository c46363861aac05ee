import { database } from "@/lib/database";
import { storedForms } from "@/lib/email-address";
import { type AddValue, type CursorPage, cursorCondition, toPage } from "@/lib/search/cursor-page";
import { pageQuery } from "@/lib/search/page-query";
import { cleanQuery, matchesWords, readAddress } from "@/lib/search/search-query";
import { LISTED_COLUMNS, type ListedRequest, selectListed } from "./listed-request";
import type { RequestFilter } from "./request-filter";

const PAGE_ROWS = 50;

/**
 * A page of a store's requests. A search looks in references, email addresses and customers' names. A whole
 * email address or reference ends it where the store has such a request, of whatever state.
 */
export async function listRequests(storeId: string, filter: RequestFilter): Promise<CursorPage<ListedRequest>> {
  const values: unknown[] = [storeId];
  const add = (value: unknown) => `$${values.push(value)}`;
  const { sort, cursor } = filter;
  const column = sort === "due" ? "due_at" : "created_at";
  const { condition, orderBy, order } = cursorCondition(column, sort === "newest", cursor, add);
  const query = (within: string, matches?: string) =>
    pageQuery({
      table: "request",
      columns: LISTED_COLUMNS,
      within: `store_id = $1 AND ${within}`,
      beyond: condition,
      matches,
      orderBy,
      limit: PAGE_ROWS + 1,
    });
  const typed = cleanQuery(filter.search);
  const exact = typed ? await findExact(storeId, typed) : undefined;
  let found: string;
  if (exact) found = query(`${exact.column} = ANY(${add(exact.values)}::text[]) AND ${matchesFilter(filter, add)}`);
  else if (typed) found = query(matchesFilter(filter, add), matchesWords(typed, add));
  else {
    const each = runs(filter, add).map((run) => `(${query(run)})`);
    found = `SELECT * FROM (${each.join(" UNION ALL ")}) AS runs ${orderBy} LIMIT ${PAGE_ROWS + 1}`;
  }
  const { rows } = await database().query(
    `${selectListed(`(${found})`)} ORDER BY request.${column} ${order}, request.id ${order}`,
    values,
  );
  return toPage(rows as ListedRequest[], PAGE_ROWS, cursor, (row) => (sort === "due" ? row.dueAt : row.createdAt));
}

/**
 * Each state and source has its own run in an index that is in the order of the list: however rare what is
 * wanted is among the rest, each run gives at most a page.
 */
function runs({ states, sources, types }: RequestFilter, add: AddValue): string[] {
  const type = `type = ANY(${add(types)}::text[]::request_type[])`;
  return states.flatMap((state) =>
    sources.map(
      (source) => `state = ${add(state)}::request_state AND source = ${add(source)}::request_source AND ${type}`,
    ),
  );
}

/** The condition that a request has one of the wanted states, sources and types. */
function matchesFilter({ states, sources, types }: RequestFilter, add: AddValue): string {
  return `state = ANY(${add(states)}::text[]::request_state[])
    AND source = ANY(${add(sources)}::text[]::request_source[]) AND type = ANY(${add(types)}::text[]::request_type[])`;
}

/** A whole address or reference that some request of the store has, by the column it is found in. */
async function findExact(storeId: string, typed: string) {
  const address = readAddress(typed);
  const reference = typed.toUpperCase();
  const exact = address
    ? { column: "email_normalized", values: storedForms(address) }
    : reference.startsWith("DR-")
      ? { column: "reference", values: [reference] }
      : undefined;
  if (!exact) return undefined;
  const { rows } = await database().query(
    `SELECT 1 FROM request WHERE store_id = $1 AND ${exact.column} = ANY($2::text[]) LIMIT 1`,
    [storeId, exact.values],
  );
  return rows.length > 0 ? exact : undefined;
}

import { database } from "@/lib/database";
import { nearestFirst } from "@/lib/search/nearest-first";
import { type Add, searchCondition } from "@/lib/search/search-query";
import { type WholeNames, wholeNames } from "@/lib/search/whole-names";
import { LISTED_COLUMNS, type ListedRequest, selectListed } from "./listed-request";
import { isWanted, pageOf, type RequestFilter } from "./request-filter";

/** Which page of whose report. */
interface List {
  storeId: string;
  filter: RequestFilter;
  pageRows: number;
}

/**
 * A page of those whose whole address, reference or name is searched for, in which case no other is meant: of a million
 * rows, its trigrams alone are in too many.
 * @returns undefined where it is none of them, or where nobody has it.
 */
export async function findWhole(list: List): Promise<ListedRequest[] | undefined> {
  const { storeId, filter, pageRows } = list;
  const values: unknown[] = [storeId];
  const add = (value: unknown) => `$${values.push(value)}`;
  const searched = readWhole(storeId, filter, add);
  if (!searched) return undefined;
  const { conditions, filterBy } = searched;
  const { beside, orderBy, orderListed, limit } = pageOf(filter, pageRows, add);
  const wanted = `${isWanted(filter, add)}${beside}`;
  const { rows } = await database().query(
    `${nearestFirst({ table: "request", columns: LISTED_COLUMNS, conditions, wanted, pageRows, most: MAX_WHOLE + 1 })},
     counted AS MATERIALIZED (SELECT count(*)::int AS count FROM whole)
     SELECT count, count > 0 OR EXISTS (SELECT 1 FROM request WHERE ${conditions.at(-1)}) AS any, listed.*
       FROM counted LEFT JOIN (
         ${selectListed(`(SELECT * FROM whole WHERE (SELECT count FROM counted) <= ${MAX_WHOLE} ${orderBy()} ${limit})`)}
       ) AS listed ON true ${orderListed}`,
    values,
  );
  const found = rows as Whole[];
  if (found.some(({ count }) => count > MAX_WHOLE)) return await findAny(list, filterBy);
  if (!found.some(({ any }) => any)) return undefined;
  return found.flatMap(({ count, any, ...row }) => (row.id === null ? [] : row));
}

/** A row of the page, or the one row where it has none. */
type Whole = (ListedRequest | { id: null }) & {
  count: number;
  /** Whether there is any, on this page or another, wanted or not. */
  any: boolean;
};

/** Where more are found, some of them are soon found otherwise. */
const MAX_WHOLE = 500;

function readWhole(storeId: string, { search, states, sort, keyset }: RequestFilter, add: Add): WholeNames | undefined {
  if (search.includes("@")) return oneCondition((add) => `email_normalized = ${add(search)}`, add);
  if (search.startsWith("dr-")) return oneCondition((add) => `reference = ${add(search.toUpperCase())}`, add);
  // What the index of words holds, and what is said here too, without which each row would be asked.
  if (states.includes("unverified")) return undefined;
  const names = wholeNames(storeId, search, sort === "newest" ? { keyset } : undefined, add);
  return names && { ...names, conditions: names.conditions.map((words) => `state <> 'unverified' AND ${words}`) };
}

function oneCondition(filterBy: (add: Add) => string, add: Add): WholeNames {
  return { conditions: [`store_id = $1 AND ${filterBy(add)}`], filterBy };
}

/**
 * A page of the requests that hold each word of a search, wherever; of all where there is none.
 * @param further a condition beside, whose values it adds.
 */
export async function findAny(
  { storeId, filter, pageRows }: List,
  further?: (add: Add) => string,
): Promise<ListedRequest[]> {
  const values: unknown[] = [storeId];
  const add = (value: unknown) => `$${values.push(value)}`;
  const { beside, orderBy, limit } = pageOf(filter, pageRows, add);
  const besides = `${further ? ` AND ${further(add)}` : ""}${beside} ${orderBy()} ${limit}`;
  const found = runs(filter, add).map((run) => `(SELECT ${LISTED_COLUMNS} FROM request WHERE ${run}${besides})`);
  const { prepared, query } = database();
  const { rows } = await (filter.search ? query : prepared)(
    `${selectListed(`(SELECT * FROM (${found.join(" UNION ALL ")}) AS runs ${orderBy()} ${limit})`)} ${orderBy("request.")}`,
    values,
  );
  return rows as ListedRequest[];
}

/**
 * Each state and source has its own run in an index that is in the order of the list: however rare
 * what is wanted is among the rest, each run gives at most a page. A search is one run through all.
 */
function runs(filter: RequestFilter, add: Add): string[] {
  if (filter.search) return [`store_id = $1 AND ${isWanted(filter, add)} AND ${searchCondition(filter.search, add)}`];
  const { states, sources, types } = filter;
  const type = `type = ANY(${add(types)}::text[]::request_type[])`;
  return states.flatMap((state) =>
    sources.map(
      (source) =>
        `store_id = $1 AND state = ${add(state)}::request_state AND source = ${add(source)}::request_source AND ${type}`,
    ),
  );
}

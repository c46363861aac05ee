import { database } from "@/lib/database";
import { nearestFirst } from "@/lib/nearest-first";
import { type Add, searchCondition } from "@/lib/search-terms";
import { type WholeNames, wholeNames } from "@/lib/whole-names";
import { isWanted, pageOf, type RequestFilter } from "./request-filter";

/**
 * The condition of a page of those whose whole address, reference or name is searched for, in which case no other
 * is meant: of a million rows, its trigrams alone are in too many.
 * @returns undefined where it is none of them, or where nobody has it.
 */
export async function findWhole(
  storeId: string,
  filter: RequestFilter,
  pageRows: number,
): Promise<((add: Add) => string) | undefined> {
  const values: unknown[] = [storeId];
  const add = (value: unknown) => `$${values.push(value)}`;
  const searched = readWhole(storeId, filter, add);
  if (!searched) return undefined;
  const { conditions, filterBy } = searched;
  const { key, beside, orderBy, limit } = pageOf(filter, pageRows, add);
  const wanted = `${isWanted(filter, add)}${beside}`;
  const { rows } = await database().query(
    `${nearestFirst({ table: "request", key, conditions, wanted, pageRows, most: MAX_WHOLE + 1 })}
     SELECT count, ARRAY(SELECT id FROM whole ${orderBy()} ${limit}) AS ids,
            count > 0 OR EXISTS (SELECT 1 FROM request WHERE ${conditions.at(-1)}) AS any
       FROM (SELECT count(*)::int AS count FROM whole) AS counted`,
    values,
  );
  const [{ count, ids, any } = { count: 0, ids: [], any: false }] = rows as Whole[];
  if (!any) return undefined;
  return (add) =>
    count <= MAX_WHOLE
      ? `store_id = $1 AND id = ANY(${add(ids)}::uuid[])`
      : `store_id = $1 AND ${isWanted(filter, add)} AND ${searchCondition(filter.search, add)} AND ${filterBy(add)}`;
}

interface Whole {
  count: number;
  ids: string[];
  /** Whether there is any, on this page or another, wanted or not. */
  any: boolean;
}

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

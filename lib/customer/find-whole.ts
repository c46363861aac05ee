import { database } from "@/lib/database";
import { type Keyset, keysetOrder } from "@/lib/search/cursor-page";
import { nearestFirst } from "@/lib/search/nearest-first";
import { type Add, searchCondition } from "@/lib/search/search-query";
import { wholeNames } from "@/lib/search/whole-names";
import { LISTED_COLUMNS, type ListedCustomer, selectListed } from "./listed-customer";

/** Which page of whose list, and whom it leaves out. */
export interface List {
  storeId: string;
  keyset: Keyset | undefined;
  pageRows: number;
  except: string[];
}

/**
 * A page of those whose whole address, number or name is searched for, in which case nobody else is
 * meant: of a million rows, its trigrams alone are in too many.
 * @returns undefined where it is none of them, or where there is nobody.
 */
export async function findWhole(list: List, search: string): Promise<ListedCustomer[] | undefined> {
  const { storeId, keyset, pageRows, except } = list;
  const values: unknown[] = [storeId];
  const add = (value: unknown) => `$${values.push(value)}`;
  const names = search.includes("@") || readPhone(search) ? undefined : wholeNames(storeId, search, { keyset }, add);
  const conditions = names?.conditions ?? wholeCondition(search, add);
  if (!conditions) return undefined;
  const others = `NOT id = ANY(${add(except)}::uuid[])`;
  const wanted = `${others}${besideOf(keyset, add)}`;
  const { rows } = await database().query(
    `${nearestFirst({ table: "customer", columns: LISTED_COLUMNS, conditions, wanted, pageRows, most: MAX_WHOLE + 1 })},
     counted AS MATERIALIZED (SELECT count(*)::int AS count FROM whole)
     SELECT count, count > 0 OR EXISTS (SELECT 1 FROM customer WHERE ${conditions.at(-1)} AND ${others}) AS any, listed.*
       FROM counted LEFT JOIN (
         ${selectListed(`(SELECT * FROM whole WHERE (SELECT count FROM counted) <= ${MAX_WHOLE}${pageOf(keyset, pageRows)})`)}
       ) AS listed ON true${orderOf(keyset, '"createdAt"')}`,
    values,
  );
  const found = rows as Whole[];
  if (found.some(({ count }) => count > MAX_WHOLE)) return await findAny(list, search, names?.filterBy);
  if (!found.some(({ any }) => any)) return undefined;
  return found.flatMap(({ count, any, ...row }) => (row.id === null ? [] : row));
}

/** A row of the page, or the one row where it has none. */
type Whole = (ListedCustomer | { id: null }) & {
  count: number;
  /** Whether there is anybody, on this page or another. */
  any: boolean;
};

function wholeCondition(search: string, add: Add): string[] | undefined {
  if (search.includes("@")) return [`store_id = $1 AND email_normalized = ${add(search)}`];
  const digits = readPhone(search);
  if (!digits) return undefined;
  const [start, end] = [digits, [...digits].reverse().join("")].map((part) => `${part}%`) as [string, string];
  return [
    `store_id = $1 AND phone IS NOT NULL AND (${PHONE_DIGITS} LIKE ${add(start)} OR reverse(${PHONE_DIGITS}) LIKE ${add(end)})`,
  ];
}

/**
 * A page of the customers that hold each word of a search, wherever; of all where it is empty.
 * @param further a condition beside, whose values it adds.
 */
export async function findAny(
  { storeId, keyset, pageRows, except }: List,
  search: string,
  further?: (add: Add) => string,
): Promise<ListedCustomer[]> {
  const values: unknown[] = [storeId];
  const add = (value: unknown) => `$${values.push(value)}`;
  const conditions = [
    "store_id = $1",
    ...(search ? [searchCondition(readPhone(search) ?? search, add)] : []),
    ...(except.length > 0 ? [`NOT id = ANY(${add(except)}::uuid[])`] : []),
    ...(further ? [further(add)] : []),
  ];
  const customers = `SELECT ${LISTED_COLUMNS} FROM customer WHERE ${conditions.join(" AND ")}${besideOf(keyset, add)}`;
  const { rows } = await database().query(
    `${selectListed(`(${customers}${pageOf(keyset, pageRows)})`)}${orderOf(keyset, "created_at")}`,
    values,
  );
  return rows as ListedCustomer[];
}

/** The condition that a row is on the page that a place begins. */
function besideOf(keyset: Keyset | undefined, add: Add): string {
  if (!keyset) return "";
  const { compare } = keysetOrder(true, keyset);
  return ` AND (created_at, id) ${compare} (${add(keyset.at)}::timestamptz, ${add(keyset.id)}::uuid)`;
}

/** The end of what reads a page: its order, and one row more than fit. */
function pageOf(keyset: Keyset | undefined, pageRows: number): string {
  return `${orderOf(keyset, "created_at")} LIMIT ${pageRows + 1}`;
}

function orderOf(keyset: Keyset | undefined, key: string): string {
  const { order } = keysetOrder(true, keyset);
  return ` ORDER BY ${key} ${order}, id ${order}`;
}

/** A phone number's digits, however they are spaced; undefined where it is something else. */
function readPhone(search: string): string | undefined {
  const digits = search.replace(/\D/g, "");
  return digits.length >= 5 && /^[\d\s+()./-]+$/.test(search) ? digits : undefined;
}

/** Where more are found, some of them are soon found among the newest customers. */
const MAX_WHOLE = 2000;
/** As the migration's indexes have it. */
const PHONE_DIGITS = "left(regexp_replace(phone, '\\D', '', 'g'), 40)";

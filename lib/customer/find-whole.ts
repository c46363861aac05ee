import { database } from "@/lib/database";
import { type Keyset, keysetOrder } from "@/lib/keyset";
import { wholeNames } from "@/lib/search-terms";

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
 * @returns undefined where it is none of them, or where there is nobody; or so many that some are soon
 * found among the newest customers.
 */
export async function findWhole(
  { storeId, keyset, pageRows, except }: List,
  search: string,
): Promise<string[] | undefined> {
  const values: unknown[] = [storeId];
  const add = (value: unknown) => `$${values.push(value)}`;
  const condition = wholeCondition(storeId, search, add);
  if (!condition) return undefined;
  const { rows } = await database().query(
    `WITH whole AS MATERIALIZED (
       SELECT id, created_at FROM customer
        WHERE store_id = $1 AND ${condition} AND NOT id = ANY(${add(except)}::uuid[]) LIMIT ${MAX_WHOLE + 1}
     )
     SELECT (SELECT count(*)::int FROM whole) AS count,
            ARRAY(SELECT id FROM whole WHERE true${pageOf(keyset, pageRows, add)}) AS ids`,
    values,
  );
  const [{ count, ids } = { count: 0, ids: [] }] = rows as { count: number; ids: string[] }[];
  return count === 0 || count > MAX_WHOLE ? undefined : ids;
}

/** The end of a statement that reads a page: its place, its order, and one row more than fit. */
export function pageOf(keyset: Keyset | undefined, pageRows: number, add: (value: unknown) => string): string {
  const { compare, order } = keysetOrder(true, keyset);
  const beside = keyset && `(created_at, id) ${compare} (${add(keyset.at)}::timestamptz, ${add(keyset.id)}::uuid)`;
  return `${beside ? ` AND ${beside}` : ""} ORDER BY created_at ${order}, id ${order} LIMIT ${pageRows + 1}`;
}

function wholeCondition(storeId: string, search: string, add: (value: string) => string): string | undefined {
  if (search.includes("@")) return `email_normalized = ${add(search)}`;
  const digits = readPhone(search);
  if (digits) {
    const [start, end] = [digits, [...digits].reverse().join("")].map((part) => `${part}%`) as [string, string];
    return `phone IS NOT NULL AND (${PHONE_DIGITS} LIKE ${add(start)} OR reverse(${PHONE_DIGITS}) LIKE ${add(end)})`;
  }
  const names = wholeNames(storeId, search);
  return names && `name_words(store_id, search_text) @@ ${add(names)}::tsquery`;
}

/** A phone number's digits, however they are spaced; undefined where it is something else. */
export function readPhone(search: string): string | undefined {
  const digits = search.replace(/\D/g, "");
  return digits.length >= 5 && /^[\d\s+()./-]+$/.test(search) ? digits : undefined;
}

const MAX_WHOLE = 500;
/** As the migration's indexes have it. */
const PHONE_DIGITS = "left(regexp_replace(phone, '\\D', '', 'g'), 40)";

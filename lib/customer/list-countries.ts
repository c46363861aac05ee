import { database } from "@/lib/database";

/**
 * The countries of a store's customers and of requests as entered, by their codes (ISO 3166-1 alpha-2). Each is the first
 * in an index after the one before: reading all addresses would take as long as there are many.
 */
export async function listCountries(storeId: string): Promise<string[]> {
  const next = (after: string) =>
    `least(${["address", "request"].map((table) => `(SELECT country FROM ${table} WHERE store_id = $1 AND country ${after} ORDER BY country LIMIT 1)`).join(", ")})`;
  const { rows } = await database().query(
    `WITH RECURSIVE found AS (
       SELECT ${next("IS NOT NULL")} AS country
       UNION ALL
       SELECT ${next("> found.country")} FROM found WHERE found.country IS NOT NULL
     ) SELECT country FROM found WHERE country IS NOT NULL`,
    [storeId],
  );
  return (rows as { country: string }[]).map(({ country }) => country);
}

import { v7 as uuidv7 } from "uuid";
import { query } from "./postgres";

export interface StoreRef {
  id: string;
  slug: string;
}

/**
 * Adds stores to a migrated database, as the admin program would.
 * @param name the beginning of their slugs: `shop-0`, `shop-1` and so on.
 */
export async function createStores(databaseUrl: string, count: number, name = "shop"): Promise<StoreRef[]> {
  return await insertStores((text, values) => query(databaseUrl, text, values), count, name);
}

/** The same, through a database that is open. */
export async function insertStores(
  run: (text: string, values: unknown[]) => Promise<unknown>,
  count: number,
  name = "shop",
): Promise<StoreRef[]> {
  const stores = Array.from({ length: count }, (_, number) => ({ id: uuidv7(), slug: `${name}-${number}` }));
  await run(
    `INSERT INTO store (id, slug, name) SELECT id, slug, 'Shop ' || slug FROM unnest($1::uuid[], $2::text[]) AS made (id, slug)`,
    [stores.map(({ id }) => id), stores.map(({ slug }) => slug)],
  );
  return stores;
}

/** One of the addresses of RFC 2544's range for benchmarks, each in another network. */
export function addressOf(number: number): string {
  return `198.${18 + (Math.floor(number / 65_536) % 2)}.${Math.floor(number / 256) % 256}.${number % 256}`;
}

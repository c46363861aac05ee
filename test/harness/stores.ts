import pg from "pg";
import { v7 as uuidv7 } from "uuid";

export interface RigStore {
  id: string;
  slug: string;
}

/**
 * Puts stores into a migrated database, as the admin program would make them.
 * @param name what their slugs begin with: `shop-0`, `shop-1` and so on.
 */
export async function createStores(databaseUrl: string, count: number, name = "shop"): Promise<RigStore[]> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    return await insertStores((text, values) => client.query(text, values), count, name);
  } finally {
    await client.end();
  }
}

/** The same, through whatever has a database open. */
export async function insertStores(
  query: (text: string, values: unknown[]) => Promise<unknown>,
  count: number,
  name = "shop",
): Promise<RigStore[]> {
  const stores = Array.from({ length: count }, (_, number) => ({ id: uuidv7(), slug: `${name}-${number}` }));
  await query(
    `INSERT INTO store (id, slug, name) SELECT id, slug, 'Shop ' || slug FROM unnest($1::uuid[], $2::text[]) AS made (id, slug)`,
    [stores.map(({ id }) => id), stores.map(({ slug }) => slug)],
  );
  return stores;
}

/** The number-th address of RFC 2544's range for benchmarks, each of another network. */
export function addressOf(number: number): string {
  return `198.${18 + (Math.floor(number / 65_536) % 2)}.${Math.floor(number / 256) % 256}.${number % 256}`;
}

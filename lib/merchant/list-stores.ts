import { database } from "@/lib/database";

/** The stores that a merchant is a member of, by name. Each page of the dashboard asks: hence prepared. */
export async function listStores(merchantId: string): Promise<{ slug: string; name: string }[]> {
  const { rows } = await database().prepared(
    "SELECT slug, name FROM membership JOIN store ON store.id = store_id WHERE merchant_id = $1 ORDER BY name",
    [merchantId],
  );
  return rows as { slug: string; name: string }[];
}

import { database, prisma } from "@/lib/database";

/** The stores that a merchant is a member of, sorted by name. Prepared, since each page of the dashboard runs it. */
export async function listStores(merchantId: string): Promise<{ slug: string; name: string }[]> {
  const { rows } = await database().prepared(
    "SELECT slug, name FROM membership JOIN store ON store.id = store_id WHERE merchant_id = $1 ORDER BY name",
    [merchantId],
  );
  return rows as { slug: string; name: string }[];
}

/** The slug of the first store that a merchant belongs to; undefined where they belong to none. */
export async function firstStore(merchantId: string): Promise<string | undefined> {
  const membership = await prisma().membership.findFirst({
    where: { merchantId },
    orderBy: [{ store: { createdAt: "asc" } }, { storeId: "asc" }],
    select: { store: { select: { slug: true } } },
  });
  return membership?.store.slug;
}

import { prisma } from "@/lib/database";

/** The stores that a merchant is a member of, sorted by name. */
export async function listStores(merchantId: string): Promise<{ slug: string; name: string }[]> {
  return await prisma().store.findMany({
    where: { memberships: { some: { merchantId } } },
    orderBy: { name: "asc" },
    select: { slug: true, name: true },
  });
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

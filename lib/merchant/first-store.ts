import { prisma } from "@/lib/database";

/** The slug of the first store that a merchant belongs to; undefined where they belong to none. */
export async function firstStore(merchantId: string): Promise<string | undefined> {
  const membership = await prisma().membership.findFirst({
    where: { merchantId },
    orderBy: [{ store: { createdAt: "asc" } }, { storeId: "asc" }],
    select: { store: { select: { slug: true } } },
  });
  return membership?.store.slug;
}

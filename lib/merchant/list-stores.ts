import { prisma } from "@/lib/database";

/** The stores that a merchant is a member of, by name. */
export async function listStores(merchantId: string) {
  return await prisma().store.findMany({
    where: { memberships: { some: { merchantId } } },
    orderBy: { name: "asc" },
    select: { slug: true, name: true },
  });
}

import { prisma } from "@/lib/database";

/** The slug of the deployment's store if there is only one. `count` stops at 2. */
export async function onlyStore(): Promise<{ slug: string | undefined; count: number }> {
  const stores = await prisma().store.findMany({ take: 2, orderBy: { id: "asc" }, select: { slug: true } });
  return { slug: stores.length === 1 ? stores[0]?.slug : undefined, count: stores.length };
}

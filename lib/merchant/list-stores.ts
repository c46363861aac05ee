import { prisma } from "@/lib/database";
import type { Role } from "@/prisma/generated/client";

/** How many stores a list shows; a merchant of more searches. */
export const MAX_LISTED_STORES = 100;

/**
 * The stores that a merchant is a member of, with their role there, sorted by name.
 * @param query a part of the name or of the slug.
 */
export async function listStores(
  merchantId: string,
  { query = "", take = MAX_LISTED_STORES } = {},
): Promise<{ slug: string; name: string; role: Role }[]> {
  // Prisma leaves LIKE's own characters in it.
  const part = { contains: query.replace(/[\\%_]/g, "\\$&"), mode: "insensitive" } as const;
  const memberships = await prisma().membership.findMany({
    where: { merchantId, ...(query && { store: { OR: [{ name: part }, { slug: part }] } }) },
    orderBy: [{ store: { name: "asc" } }, { storeId: "asc" }],
    take,
    select: { role: true, store: { select: { slug: true, name: true } } },
  });
  return memberships.map(({ role, store }) => ({ ...store, role }));
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

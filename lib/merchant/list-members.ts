import { prisma } from "@/lib/database";

/** The members of a store who may act on requests, by name. */
export async function listMembers(storeId: string): Promise<{ id: string; name: string }[]> {
  const memberships = await prisma().membership.findMany({
    where: { storeId, role: { in: ["staff", "owner"] } },
    orderBy: { merchant: { name: "asc" } },
    select: { merchant: { select: { id: true, name: true } } },
  });
  return memberships.map(({ merchant }) => merchant);
}

import { prisma } from "@/lib/database";
import { type Permission, permissions } from "@/lib/sign-in/permissions";

/** The members of a store who have a permission, sorted by name. */
export async function listMembers(
  storeId: string,
  permission: Permission,
): Promise<{ id: string; name: string; email: string }[]> {
  const memberships = await prisma().membership.findMany({
    where: { storeId, role: { in: permissions[permission] } },
    orderBy: { merchant: { name: "asc" } },
    select: { merchant: { select: { id: true, name: true, email: true } } },
  });
  return memberships.map(({ merchant }) => merchant);
}

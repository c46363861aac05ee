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

/** A store's team, sorted by name: its members, with whether they can sign in yet, and the invitations nobody accepted yet. */
export async function listTeam(storeId: string) {
  const [memberships, invitations] = await Promise.all([
    prisma().membership.findMany({
      where: { storeId },
      orderBy: [{ merchant: { name: "asc" } }, { merchantId: "asc" }],
      select: { role: true, merchant: { select: { id: true, name: true, email: true, passwordHash: true } } },
    }),
    prisma().invitation.findMany({
      where: { storeId },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      select: { id: true, email: true, role: true, invitedByName: true, emailFailed: true, expiresAt: true },
    }),
  ]);
  const members = memberships.map(({ role, merchant: { passwordHash, ...merchant } }) => ({
    ...merchant,
    role,
    hasPassword: passwordHash !== null,
  }));
  return { members, invitations };
}

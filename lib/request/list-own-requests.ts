import type { CustomerIdentity } from "@/lib/customer/session";
import { prisma } from "@/lib/database";

/**
 * A customer's own requests, newest first, the last hundred: those of their verified address, and
 * those of the account that the store handed over. An address that nobody vouched for shows none.
 */
export async function listOwnRequests(storeId: string, identity: CustomerIdentity) {
  const { emailVerified, emailNormalized, platformCustomerId } = identity;
  return await prisma().request.findMany({
    where: {
      storeId,
      OR: [
        ...(emailVerified ? [{ emailNormalized, personKey: `email:${emailNormalized}` }] : []),
        ...(platformCustomerId ? [{ platformCustomerId }] : []),
      ],
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 100,
    select: {
      id: true,
      reference: true,
      type: true,
      state: true,
      createdAt: true,
      dueAt: true,
      closedAt: true,
      refusalReason: true,
    },
  });
}

export type OwnRequest = Awaited<ReturnType<typeof listOwnRequests>>[number];

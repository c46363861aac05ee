import { addressFreeSince } from "@/lib/customer/by-address";
import { prisma } from "@/lib/database";
import { storedForms } from "@/lib/email-address";
import type { CustomerIdentity } from "@/lib/sign-in/customer-session";
import { openidKey } from "./person-key";

/** A customer's own requests at a store, newest first, the last hundred. */
export async function listOwnRequests(storeId: string, identity: CustomerIdentity) {
  return await prisma().request.findMany({
    where: await ownRequests(storeId, identity),
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 100,
    include: { erasurePlan: { select: { state: true, startsAt: true } } },
  });
}

export type OwnRequest = Awaited<ReturnType<typeof listOwnRequests>>[number];

/**
 * Which requests are a customer's own: those of their verified address, and those of the account
 * that the store handed over, in the source whose id it is, or that its OpenID Connect provider signed in. An address that nobody vouched for owns none, and one that an
 * account gave up owns only what is newer.
 */
export async function ownRequests(storeId: string, identity: CustomerIdentity) {
  const { emailVerified, emailNormalized, platformCustomerId, platformSource = null } = identity;
  const openid = openidKey(identity);
  return {
    storeId,
    OR: [
      ...(emailVerified && emailNormalized
        ? [
            {
              emailNormalized: { in: storedForms(emailNormalized) },
              personKey: { startsWith: "email:" },
              createdAt: { gt: await addressFreeSince(storeId, emailNormalized) },
            },
          ]
        : []),
      ...(platformCustomerId ? [{ platformCustomerId, platformSource }] : []),
      ...(openid ? [{ personKey: openid }] : []),
    ],
  };
}

import { addressFreeSince } from "@/lib/customer/by-address";
import { prisma } from "@/lib/database";
import { storedForms } from "@/lib/email-address";
import type { CustomerIdentity } from "@/lib/sign-in/customer-session";
import type { Prisma } from "@/prisma/generated/client";
import { MAX_DOWNLOADS } from "./delivery-policy";
import { customerFacingStatus } from "./delivery-status";

/** A customer's own deliveries that have started, newest first, the last hundred: those that their session opens. */
export async function listOwnDeliveries(storeId: string, identity: CustomerIdentity) {
  const rows = await prisma().delivery.findMany({
    where: {
      storeId,
      request: await ownRequests(storeId, identity),
      OR: [{ startedAt: { not: null } }, { state: "completed" }],
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 100,
    include: { request: { select: { state: true } } },
  });
  return rows.map(({ request, state, downloads, ...row }) => ({
    ...row,
    status: customerFacingStatus({ state, expiresAt: row.expiresAt, request }),
    downloadsLeft: Math.max(0, MAX_DOWNLOADS - downloads),
  }));
}

export type OwnDelivery = Awaited<ReturnType<typeof listOwnDeliveries>>[number];

/**
 * The requests whose deliveries a customer's session opens: those whose verified address is the session's own verified
 * one, as a code to that address would. The account alone is not enough: anyone can register under another's address,
 * and the address's owner may then verify the request. Requests from before another account gave the address up stay closed.
 */
export async function ownRequests(storeId: string, { emailVerified, emailNormalized }: CustomerIdentity) {
  return {
    storeId,
    emailVerified: true,
    OR:
      emailVerified && emailNormalized
        ? [
            {
              emailNormalized: { in: storedForms(emailNormalized) },
              createdAt: { gt: await addressFreeSince(storeId, emailNormalized) },
            },
          ]
        : [],
  } satisfies Prisma.RequestWhereInput;
}

/** Requests of customers whom the store signed in, with an address that it vouched for itself. */
export const vouchedFor = {
  source: "signed_in",
  platformCustomerId: { not: null },
  personKey: { startsWith: "email:" },
} as const satisfies Prisma.RequestWhereInput;

/** Whether a request is such a one. */
export function isVouchedFor(request: { source: string; platformCustomerId: string | null; personKey: string }) {
  const { source, platformCustomerId, personKey } = request;
  return source === "signed_in" && platformCustomerId !== null && personKey.startsWith("email:");
}

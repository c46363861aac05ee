import type { CustomerIdentity } from "@/lib/sign-in/customer-session";
import type { Prisma } from "@/prisma/generated/client";

/**
 * Which requests' deliveries a customer's session opens: those whose proved address is the session's own proved one,
 * as a code to that address would. The account alone is not enough: anybody can register under another's address, and
 * the address's owner may then verify the request.
 */
export function ownDeliveries(storeId: string, { emailVerified, emailNormalized }: CustomerIdentity) {
  return {
    storeId,
    emailVerified: true,
    OR: emailVerified ? [{ emailNormalized }] : [],
  } satisfies Prisma.RequestWhereInput;
}

/** Requests of somebody whom the store signed in, with an address that it vouched for itself. */
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

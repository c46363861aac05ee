import type { Subject } from "./source";

/**
 * Whose data answers a request. Guests' orders under an address belong to the person only where the
 * address was proved, or where the store's staff chose the customer and vouches for it (see
 * docs/decisions/004-whose-orders.md).
 * @param customerEmailNormalized the address of the request's customer now.
 */
export function subjectOfRequest(
  request: {
    storeId: string;
    source: "guest" | "signed_in" | "staff";
    customerId: string | null;
    emailNormalized: string | null;
    emailVerified: boolean;
  },
  customerEmailNormalized: string | null,
): Subject {
  const { storeId, source, customerId } = request;
  const subject = { storeId, customerId: customerId ?? undefined };
  if (request.emailVerified) return { ...subject, emailNormalized: request.emailNormalized ?? undefined };
  if (source !== "staff" || !customerId) return { ...subject, emailNormalized: undefined };
  return { ...subject, emailNormalized: customerEmailNormalized ?? undefined };
}

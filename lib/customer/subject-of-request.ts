import { prisma } from "@/lib/database";
import type { Subject } from "./source";

/**
 * Whose data answers a request. Guests' orders under an address belong to the person only where the
 * address was proved, or where the store's staff chose the customer and answers for it (see
 * docs/decisions/004-whose-orders.md).
 */
export async function subjectOfRequest(request: {
  storeId: string;
  source: "guest" | "signed_in" | "staff";
  customerId: string | null;
  emailNormalized: string | null;
  emailVerified: boolean;
}): Promise<Subject> {
  const { storeId, source, customerId } = request;
  const subject = { storeId, customerId: customerId ?? undefined };
  if (request.emailVerified) return { ...subject, emailNormalized: request.emailNormalized ?? undefined };
  if (source !== "staff" || !customerId) return { ...subject, emailNormalized: undefined };
  const customer = await prisma().customer.findUnique({
    where: { storeId_id: { storeId, id: customerId } },
    select: { emailNormalized: true },
  });
  return { ...subject, emailNormalized: customer?.emailNormalized ?? undefined };
}

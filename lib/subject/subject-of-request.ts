import { orderOfRecord, RECORDS_SOURCE } from "@/lib/customer/record-names";
import { prisma } from "@/lib/database";
import type { Subject } from "@/lib/source/source";

/**
 * Whose data answers a request: the customer record that it belongs to, the address that goes with it, and the orders that
 * a member of the store linked. Guests' orders under an address belong to the person only where the address was proved, or
 * where the store's staff chose the customer and vouches for it (see docs/decisions/004-whose-orders.md).
 * @param customerEmailNormalized the address of the request's customer now.
 */
export async function subjectOfRequest(
  request: {
    storeId: string;
    id: string;
    source: "guest" | "signed_in" | "staff";
    customerId: string | null;
    emailNormalized: string | null;
    emailVerified: boolean;
  },
  customerEmailNormalized: string | null,
): Promise<Subject> {
  const { storeId, id: requestId, source, customerId } = request;
  const links = await prisma().linkedRecord.findMany({
    where: { storeId, requestId, source: RECORDS_SOURCE },
    orderBy: { at: "asc" },
    select: { record: true },
  });
  const orderIds = links.flatMap(({ record }) => orderOfRecord(record) ?? []);
  const subject = { storeId, customerId: customerId ?? undefined, orderIds };
  if (request.emailVerified) return { ...subject, emailNormalized: request.emailNormalized ?? undefined };
  if (source !== "staff" || !customerId) return { ...subject, emailNormalized: undefined };
  return { ...subject, emailNormalized: customerEmailNormalized ?? undefined };
}

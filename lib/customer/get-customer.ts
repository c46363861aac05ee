import { validate } from "uuid";
import { prisma } from "@/lib/database";

/** The newest lines of a history, and addresses: a page shows no more. */
const MAX_ROWS = 200;

/**
 * One of a store's customers with addresses and marketing choices; null for an unknown one and for
 * another store's alike.
 */
export async function getCustomer({ storeId, customerId }: { storeId: string; customerId: string }) {
  if (!validate(customerId)) return null;
  return await prisma().customer.findFirst({
    where: { storeId, id: customerId },
    include: {
      addresses: { orderBy: [{ isDefault: "desc" }, { createdAt: "asc" }], take: MAX_ROWS },
      consents: { orderBy: [{ at: "desc" }, { id: "desc" }], take: MAX_ROWS },
    },
  });
}

export type FoundCustomer = NonNullable<Awaited<ReturnType<typeof getCustomer>>>;

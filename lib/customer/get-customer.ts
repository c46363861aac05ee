import { validate } from "uuid";
import { prisma } from "@/lib/database";
import { storedForms } from "@/lib/email-address";

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
      formerAddresses: { orderBy: { replacedAt: "desc" }, take: MAX_ROWS },
    },
  });
}

export type FoundCustomer = NonNullable<Awaited<ReturnType<typeof getCustomer>>>;

/** A request's page offers this many to choose from; the search finds the others. */
const MAX_CHOICES = 20;

/** The customers of a store under one address, accounts first. */
export async function findByEmail(storeId: string, emailNormalized: string) {
  return await prisma().customer.findMany({
    where: { storeId, emailNormalized: { in: storedForms(emailNormalized) } },
    orderBy: [{ kind: "asc" }, { createdAt: "asc" }],
    take: MAX_CHOICES,
  });
}

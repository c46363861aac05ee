import { prisma } from "@/lib/database";
import type { Clues } from "@/lib/source/source";
import type { Prisma } from "@/prisma/generated/client";

// Of each reason: more is nothing that a person could look through.
export const MAX_ROWS = 20;

const SELECT = {
  ...{ id: true, firstName: true, lastName: true, company: true, email: true, emailNormalized: true },
  ...{ kind: true, phone: true, platformId: true },
  addresses: { take: 20, select: { phone: true, country: true, postalCode: true, name: true } },
} satisfies Prisma.CustomerSelect;
/** A customer as records are compared with it. */
export type FoundCustomer = Prisma.CustomerGetPayload<{ select: typeof SELECT }>;
/** An order that may be a person's. */
export type FoundOrder = { id: string; name: string };

/** The customers of a store for whom a condition holds, accounts first. */
export async function findCustomers({ storeId }: Clues, where: Prisma.CustomerWhereInput): Promise<FoundCustomer[]> {
  return await prisma().customer.findMany({
    where: { ...where, storeId },
    orderBy: [{ kind: "asc" }, { createdAt: "asc" }],
    take: MAX_ROWS,
    select: SELECT,
  });
}

/** SQL: whether an order goes to nobody by itself: it has no email address, or one that no account has. */
export const GOES_TO_NOBODY = `customer_id IS NULL AND NOT EXISTS (SELECT FROM customer holder WHERE holder.store_id = $1
    AND holder.kind = 'account' AND holder.email_normalized = "order".email_normalized)`;

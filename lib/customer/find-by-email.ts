import { prisma } from "@/lib/database";
import { storedForms } from "@/lib/email-address";

/** A request's page offers this many to choose from; the search finds the others. */
const MAX_ROWS = 20;

/** The customers of a store under one address, accounts first. */
export async function findByEmail(storeId: string, emailNormalized: string) {
  return await prisma().customer.findMany({
    where: { storeId, emailNormalized: { in: storedForms(emailNormalized) } },
    orderBy: [{ kind: "asc" }, { createdAt: "asc" }],
    take: MAX_ROWS,
  });
}

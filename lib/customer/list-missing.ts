import { prisma } from "@/lib/database";

/** An account that the newest customers file no longer held. */
export interface MissingCustomer {
  id: string;
  platformId: string | null;
  email: string | null;
  phone: string | null;
  firstName: string | null;
  lastName: string | null;
  company: string | null;
  /** The last file that held it; null where none of this release or a later one did. */
  inFileAt: Date | null;
}

const MAX_ROWS = 200;

/**
 * The accounts that the newest whole customers file of a store did not hold, the latest known ones first: their shop may
 * have erased them, unless the file was a part of the shop's customers.
 * @returns the first 200, how many there are, and the file's time; undefined where no file was imported whole.
 */
export async function listMissing(storeId: string, maxRows = MAX_ROWS) {
  const store = await prisma().store.findUnique({ where: { id: storeId }, select: { customersFileAt: true } });
  const fileAt = store?.customersFileAt;
  if (!fileAt) return undefined;
  const where = { storeId, kind: "account" as const, OR: [{ inFileAt: null }, { inFileAt: { lt: fileAt } }] };
  const [count, rows] = await Promise.all([
    prisma().customer.count({ where }),
    prisma().customer.findMany({
      where,
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: maxRows,
      select: {
        ...{ id: true, platformId: true, email: true, phone: true, firstName: true, lastName: true, company: true },
        inFileAt: true,
      },
    }),
  ]);
  return { fileAt, count, rows: rows satisfies MissingCustomer[] };
}

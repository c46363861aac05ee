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
    select: {
      id: true,
      kind: true,
      platformId: true,
      email: true,
      emailNormalized: true,
      emailMailable: true,
      phone: true,
      firstName: true,
      lastName: true,
      company: true,
      locale: true,
      note: true,
      tags: true,
      createdAt: true,
      addresses: {
        orderBy: [{ isDefault: "desc" }, { createdAt: "asc" }],
        take: MAX_ROWS,
        select: {
          id: true,
          isDefault: true,
          name: true,
          company: true,
          line1: true,
          line2: true,
          city: true,
          province: true,
          postalCode: true,
          country: true,
          phone: true,
        },
      },
      consents: {
        orderBy: [{ at: "desc" }, { id: "desc" }],
        take: MAX_ROWS,
        select: { id: true, channel: true, granted: true, source: true, wording: true, at: true },
      },
    },
  });
}

export type FoundCustomer = NonNullable<Awaited<ReturnType<typeof getCustomer>>>;

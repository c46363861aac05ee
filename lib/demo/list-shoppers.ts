import { customerName } from "@/lib/customer/customer-name";
import { prisma } from "@/lib/database";

/** A customer whom the demo storefront can be signed in as. */
export interface Shopper {
  id: string;
  name: string;
  email: string;
  /** The platform's id: the `sub` of a hand-off. */
  platformId: string;
  /** Whether the demo storefront vouches for the address. */
  emailVerified: boolean;
  orders: number;
  sharesAddress: boolean;
}

/**
 * A few accounts of a store, each to show something: the first three, the one with the most orders,
 * one that shares its address with another account, and one whose address is not vouched for.
 */
export async function listShoppers(storeId: string): Promise<Shopper[]> {
  const [accounts, counted] = await Promise.all([
    prisma().customer.findMany({
      where: { storeId, kind: "account", emailMailable: true, platformId: { not: null } },
      orderBy: { platformId: "asc" },
      take: 200,
      select: { id: true, platformId: true, firstName: true, lastName: true, email: true, emailNormalized: true },
    }),
    prisma().order.groupBy({ by: ["customerId"], where: { storeId, customerId: { not: null } }, _count: true }),
  ]);
  const orders = new Map(counted.map(({ customerId, _count }) => [customerId, _count]));
  const shoppers = accounts.flatMap(({ id, platformId, firstName, lastName, email, emailNormalized }) => {
    const name = customerName({ firstName, lastName });
    if (!platformId || !email || !name) return [];
    const sharesAddress = accounts.some((other) => other.id !== id && other.emailNormalized === emailNormalized);
    return [{ id, platformId, name, email, emailVerified: true, orders: orders.get(id) ?? 0, sharesAddress }];
  });
  const plain = shoppers.filter(({ sharesAddress }) => !sharesAddress);
  const loyal = plain.toSorted((one, other) => other.orders - one.orders)[0];
  const sharing = shoppers.find(({ sharesAddress }) => sharesAddress);
  const others = plain.filter(({ id }) => id !== loyal?.id);
  const unproved = others[3] && { ...others[3], emailVerified: false };
  return [...others.slice(0, 3), loyal, sharing, unproved].filter((shopper) => shopper !== undefined);
}

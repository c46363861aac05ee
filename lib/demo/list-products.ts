import { prisma } from "@/lib/database";

/** A few things that a store has sold, in the currency that it sold most in, for its demo storefront. */
export async function listProducts(storeId: string) {
  const [most] = await prisma().order.groupBy({
    by: ["currency"],
    where: { storeId },
    orderBy: { _count: { currency: "desc" } },
    take: 1,
  });
  if (!most) return [];
  const { currency } = most;
  const products = await prisma().orderLine.groupBy({
    by: ["name"],
    where: { storeId, order: { currency } },
    _max: { price: true },
    orderBy: { name: "asc" },
    take: 6,
  });
  return products.map(({ name, _max }) => ({ name, price: Number(_max.price ?? 0), currency }));
}

import { prisma } from "@/lib/database";

/** A few things that a store has sold, for the shelves of its demo storefront. */
export async function listProducts(storeId: string) {
  const [products, order] = await Promise.all([
    prisma().orderLine.groupBy({
      by: ["name"],
      where: { storeId },
      _max: { price: true },
      orderBy: { name: "asc" },
      take: 6,
    }),
    prisma().order.findFirst({ where: { storeId }, select: { currency: true } }),
  ]);
  return products.map(({ name, _max }) => ({
    name,
    price: Number(_max.price ?? 0),
    currency: order?.currency ?? "EUR",
  }));
}

import { prisma } from "@/lib/database";

/**
 * What the settings on delivery show, with how many requests were closed in which year whose records are
 * erased, latest year first.
 */
export async function readDeliverySettings(storeId: string) {
  const [settings, erased] = await Promise.all([
    prisma().store.findUniqueOrThrow({
      where: { id: storeId },
      select: { deliveryMethod: true, approvalRequired: true, recordLifetimeMonths: true },
    }),
    prisma().erasedRequests.groupBy({ by: ["month"], where: { storeId }, _sum: { count: true } }),
  ]);
  const years = new Map<number, number>();
  for (const { month, _sum } of erased) {
    const year = month.getUTCFullYear();
    years.set(year, (years.get(year) ?? 0) + (_sum.count ?? 0));
  }
  return {
    ...settings,
    erased: [...years].map(([year, count]) => ({ year, count })).sort((one, other) => other.year - one.year),
  };
}

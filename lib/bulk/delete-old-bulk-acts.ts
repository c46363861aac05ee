import { prisma } from "@/lib/database";

/** For how long the result of an act can be looked up; what was done stays in each request's history. */
const LIFETIME_DAYS = 30;

/** Deletes acts of all stores that were started a month ago, and those that nobody confirmed within a day. */
export async function deleteOldBulkActs(now = new Date()): Promise<void> {
  const before = (days: number) => new Date(now.getTime() - days * 86_400_000);
  await prisma().bulkAct.deleteMany({
    where: { OR: [{ createdAt: { lt: before(LIFETIME_DAYS) } }, { state: "asked", createdAt: { lt: before(1) } }] },
  });
}

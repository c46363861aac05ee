import { prisma } from "@/lib/database";

/** Counting stops here: "99+" says enough, and costs the same in every store. */
const MOST = 100;

/** How many of a store's requests are open, at most 100. */
export async function countOpenRequests(storeId: string): Promise<number> {
  return await prisma().request.count({ where: { storeId, state: "open" }, take: MOST });
}

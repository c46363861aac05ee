import { prisma } from "@/lib/database";

/** How long a request waits for its verification: a stranger may have typed the address. */
export const UNVERIFIED_LIFETIME_DAYS = 7;

/**
 * Deletes the requests of all stores that nobody verified in time, with their events, links and
 * e-mails.
 * @returns how many there were.
 */
export async function deleteUnverified(now = new Date()): Promise<number> {
  const { count } = await prisma().request.deleteMany({
    where: {
      state: "unverified",
      createdAt: { lt: new Date(now.getTime() - UNVERIFIED_LIFETIME_DAYS * 86_400_000) },
    },
  });
  return count;
}

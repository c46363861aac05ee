import { prisma } from "@/lib/database";
import { expired } from "@/lib/expiry";

/**
 * Deletes what signing in leaves behind once it has expired: sessions, password links, customers'
 * sign-in links and records of used hand-offs. Part of the clean-up job; a second run does no harm.
 */
export async function purgeExpiredCredentials(now = new Date()): Promise<void> {
  const where = { expiresAt: expired(now) };
  await prisma().session.deleteMany({ where });
  await prisma().passwordToken.deleteMany({ where });
  await prisma().signInToken.deleteMany({ where });
  await prisma().usedHandoff.deleteMany({ where });
}

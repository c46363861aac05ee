import { prisma } from "@/lib/database";

/**
 * Deletes what signing in leaves behind once its time is over: sessions, password links, customers'
 * sign-in links and the marks of used hand-offs. Part of the clean-up job; a second run does no harm.
 */
export async function deleteEndedSessions(now = new Date()): Promise<void> {
  const where = { expiresAt: { lt: now } };
  await prisma().session.deleteMany({ where });
  await prisma().passwordToken.deleteMany({ where });
  await prisma().signInToken.deleteMany({ where });
  await prisma().usedHandoff.deleteMany({ where });
}

import { prisma } from "@/lib/database";
import { expired } from "@/lib/expiry";
import { logSecurity } from "@/lib/observability/security-log";
import { findMerchant } from "./create-password-link";

/** Ends the sessions of one merchant, or without an address everyone's, customers included. @returns how many. */
export async function endSessions(email?: string): Promise<number> {
  const merchantId = email === undefined ? undefined : (await findMerchant(email)).id;
  const { count } = await prisma().session.deleteMany({ where: merchantId ? { kind: "merchant", merchantId } : {} });
  logSecurity("sessions ended", { merchantId, count });
  return count;
}

/**
 * Takes a merchant out of every store, voids their password and its links and ends their sessions.
 * What they did stays in the history under their name.
 */
export async function removeMerchant(email: string): Promise<void> {
  const { id: merchantId } = await findMerchant(email);
  const where = { merchantId };
  const [, , , { count }] = await prisma().$transaction([
    prisma().membership.deleteMany({ where }),
    prisma().passwordToken.deleteMany({ where }),
    prisma().merchant.update({ where: { id: merchantId }, data: { passwordHash: null }, select: { id: true } }),
    prisma().session.deleteMany({ where }),
  ]);
  logSecurity("sessions ended", { merchantId, count });
}

/** Longer than the job of an email tries to send it: lib/queue/jobs.ts. */
const EMAIL_DAYS = 3;

/** For how long owners see that an invitation has expired. */
const EXPIRED_INVITATION_DAYS = 30;

/**
 * Deletes what signing in leaves behind once it has expired: sessions, password links, customers'
 * sign-in links, records of used hand-offs, emails that no job will send any more, and invitations that nobody sent again. Part
 * of the clean-up job; a second run does no harm.
 */
export async function purgeExpiredCredentials(now = new Date()): Promise<void> {
  const where = { expiresAt: expired(now) };
  await prisma().session.deleteMany({ where });
  await prisma().passwordToken.deleteMany({ where });
  await prisma().signInToken.deleteMany({ where });
  await prisma().usedHandoff.deleteMany({ where });
  await prisma().firstRunLink.deleteMany({ where });
  await prisma().emailChange.deleteMany({ where });
  const before = (days: number) => new Date(now.getTime() - days * 86_400_000);
  await prisma().merchantEmail.deleteMany({ where: { createdAt: { lt: before(EMAIL_DAYS) } } });
  await prisma().invitation.deleteMany({ where: { expiresAt: { lt: before(EXPIRED_INVITATION_DAYS) } } });
}

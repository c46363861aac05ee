import { prisma } from "@/lib/database";
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

import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import { limitRate, resetRate } from "@/lib/http/rate-limit";
import { logSecurity } from "@/lib/observability/security-log";
import { hashPassword, verifyPassword } from "./password";
import { namesTheAddress, newPassword } from "./password-rule";

/** A merchant who proves their identity again. */
export interface Proof {
  merchantId: string;
  /** Their current password. */
  current: string;
  /** What limits count the client by. */
  rateLimitKey: string;
}

/**
 * Changes a signed-in merchant's password, voids their password links and any change of their address that is under way, and
 * ends all of their sessions, including this one: the caller starts a new one.
 * @throws UserError "passwordWrong" or "rateLimited", or what is wrong with the new password.
 */
export async function changePassword({ password, ...proof }: Proof & { password: string }): Promise<void> {
  const { merchantId } = proof;
  const { email } = await confirmPassword(proof);
  if (!newPassword.safeParse(password).success) throw new UserError("passwordWeak");
  if (namesTheAddress(password, email)) throw new UserError("passwordNamesAddress");
  const passwordHash = await hashPassword(password);
  await prisma().$transaction([
    prisma().merchant.update({ where: { id: merchantId }, data: { passwordHash }, select: { id: true } }),
    prisma().passwordToken.updateMany({ where: { merchantId, usedAt: null }, data: { usedAt: new Date() } }),
    prisma().emailChange.deleteMany({ where: { merchantId } }),
    prisma().session.deleteMany({ where: { kind: "merchant", merchantId } }),
  ]);
  logSecurity("password set", { method: "change", merchantId });
}

/**
 * Ends all sessions of a merchant, including this one: the caller starts a new one.
 * @throws UserError "passwordWrong" or "rateLimited".
 */
export async function endOwnSessions(proof: Proof): Promise<void> {
  await confirmPassword(proof);
  const { count } = await prisma().session.deleteMany({ where: { kind: "merchant", merchantId: proof.merchantId } });
  logSecurity("sessions ended", { merchantId: proof.merchantId, count });
}

/**
 * Whether it is the merchant, by their password. Counted like a sign-in: anyone at an unlocked computer may not guess its
 * owner's password there.
 * @throws UserError "passwordWrong", "rateLimited" or "sessionEnded".
 */
export async function confirmPassword({ merchantId, current, rateLimitKey }: Proof) {
  const merchant = await prisma().merchant.findUnique({
    where: { id: merchantId },
    select: { email: true, passwordHash: true },
  });
  if (!merchant?.passwordHash) throw new UserError("sessionEnded");
  const pair = `${merchant.email} ${rateLimitKey}`;
  await limitRate("signInByEmailAndAddress", pair);
  await limitRate("signInByEmail", merchant.email);
  if (!(await verifyPassword(merchant.passwordHash, current))) {
    logSecurity("sign-in failed", { kind: "merchant", method: "password again", merchantId });
    throw new UserError("passwordWrong");
  }
  await resetRate("signInByEmailAndAddress", pair);
  return merchant;
}

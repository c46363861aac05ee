import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import { unexpired } from "@/lib/expiry";
import { logSecurity } from "@/lib/observability/security-log";
import { hashToken } from "@/lib/token";
import { hashPassword } from "./password";
import { readPasswordLink } from "./password-link";
import { namesTheAddress, newPassword } from "./password-rule";

/**
 * Sets a merchant's password by a one-time link, uses up all of their links, stops a change of their address, and ends all of
 * their sessions.
 * @throws UserError "linkInvalid", or what is wrong with the password; neither uses up a link.
 */
export async function setPassword({ token, password }: { token: string; password: string }) {
  const merchant = await readPasswordLink(token);
  if (!merchant) throw new UserError("linkInvalid");
  if (!newPassword.safeParse(password).success) throw new UserError("passwordWeak");
  if (namesTheAddress(password, merchant.email)) throw new UserError("passwordNamesAddress");
  const passwordHash = await hashPassword(password);
  const now = new Date();
  await prisma().$transaction(async (transaction) => {
    // The condition decides between two who use the link at the same time.
    const used = await transaction.passwordToken.updateMany({
      where: { tokenHash: hashToken(token), usedAt: null, expiresAt: unexpired(now) },
      data: { usedAt: now },
    });
    if (used.count === 0) throw new UserError("linkInvalid");
    await transaction.passwordToken.updateMany({
      where: { merchantId: merchant.id, usedAt: null },
      data: { usedAt: now },
    });
    await transaction.merchant.update({ where: { id: merchant.id }, data: { passwordHash }, select: { id: true } });
    await transaction.emailChange.deleteMany({ where: { merchantId: merchant.id } });
    await transaction.session.deleteMany({ where: { kind: "merchant", merchantId: merchant.id } });
  });
  logSecurity("password set", { method: "password link", merchantId: merchant.id });
  return { merchantId: merchant.id };
}

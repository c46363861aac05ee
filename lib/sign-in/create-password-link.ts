import { prisma, type Transaction } from "@/lib/database";
import { readEmailAddress, storedForms } from "@/lib/email-address";
import { env } from "@/lib/env";
import { OperatorError } from "@/lib/error";
import { createToken, hashToken } from "@/lib/token";

/** How long a link to set a password is valid. */
const LINK_DAYS = 7;

/** Creates a one-time link to set a merchant's password. Earlier links stay valid. */
export async function createPasswordLink(client: Transaction, merchantId: string): Promise<string> {
  const token = createToken();
  const expiresAt = new Date(Date.now() + LINK_DAYS * 24 * 3600 * 1000);
  await client.passwordToken.create({
    data: { tokenHash: hashToken(token), merchantId, expiresAt },
    select: { expiresAt: true },
  });
  return `${env().appUrl}/set-password/${token}`;
}

/**
 * For a merchant who forgot their password: the current one, if any, works until the link is used.
 * @throws OperatorError when nobody has this address.
 */
export async function resetPassword(email: string): Promise<string> {
  return await createPasswordLink(prisma(), (await findMerchant(email)).id);
}

/** @throws OperatorError when nobody has this address. */
export async function findMerchant(email: string): Promise<{ id: string }> {
  const { normalized, mailable } = readEmailAddress(email);
  const merchant = mailable
    ? await prisma().merchant.findFirst({ where: { email: { in: storedForms(normalized) } }, select: { id: true } })
    : null;
  if (!merchant) throw new OperatorError(`Nobody signs in with the address ${email}.`);
  return merchant;
}

import { prisma, type Transaction } from "@/lib/database";
import { readEmailAddress, storedForms } from "@/lib/email-address";
import { env } from "@/lib/env";
import { OperatorError } from "@/lib/error";
import { createToken, hashToken } from "@/lib/token";

/** How long a link to set a password is valid that an administrator made. */
const LINK_MINUTES = 7 * 24 * 60;

/** How long one is valid that was asked for by email, from the moment it is sent. */
export const EMAILED_LINK_MINUTES = 60;

/**
 * Creates a one-time link to set a merchant's password; only the hash of its token is stored. Earlier links stay valid.
 * @returns its address.
 */
export async function createPasswordLink(
  client: Transaction,
  merchantId: string,
  minutes = LINK_MINUTES,
): Promise<string> {
  const token = createToken();
  const expiresAt = new Date(Date.now() + minutes * 60_000);
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

/** The merchant who signs in with an address, or null. An invalid one is nobody's: PostgreSQL refuses some, such as one with a NUL. */
export async function merchantOf(
  email: string,
): Promise<{ id: string; email: string; passwordHash: string | null } | null> {
  const { normalized, mailable } = readEmailAddress(email);
  if (!mailable) return null;
  return await prisma().merchant.findFirst({
    where: { email: { in: storedForms(normalized) } },
    select: { id: true, email: true, passwordHash: true },
  });
}

/** @throws OperatorError when nobody has this address. */
export async function findMerchant(email: string): Promise<{ id: string }> {
  const merchant = await merchantOf(email);
  if (!merchant) throw new OperatorError(`Nobody signs in with the address ${email}.`);
  return merchant;
}

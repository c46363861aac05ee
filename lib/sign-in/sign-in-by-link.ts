import { prisma } from "@/lib/database";
import { unexpired } from "@/lib/expiry";
import { hashToken } from "@/lib/token";
import type { CustomerIdentity } from "./customer-session";
import { findSignInLink } from "./find-sign-in-link";

/**
 * Uses a sign-in link up, which proves its address. The caller starts the session.
 * @returns who they are; undefined when the link signs nobody in any more.
 */
export async function signInByLink(storeId: string, token: string): Promise<CustomerIdentity | undefined> {
  const link = await findSignInLink(storeId, token);
  if (!link) return undefined;
  const { count } = await prisma().signInToken.updateMany({
    where: { storeId, tokenHash: hashToken(token), usedAt: null, expiresAt: unexpired() },
    data: { usedAt: new Date() },
  });
  return count === 1 ? { ...link, emailVerified: true, platformCustomerId: undefined } : undefined;
}

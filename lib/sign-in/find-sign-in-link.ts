import { prisma } from "@/lib/database";
import { unexpired } from "@/lib/expiry";
import { hashToken, isToken } from "@/lib/token";

/**
 * Whom a sign-in link is for, as long as it can sign in. Uses nothing up.
 * @returns undefined when it is unknown, used, expired or of another store.
 */
export async function findSignInLink(storeId: string, token: string) {
  if (!isToken(token)) return undefined;
  const link = await prisma().signInToken.findUnique({
    where: { storeId_tokenHash: { storeId, tokenHash: hashToken(token) }, usedAt: null, expiresAt: unexpired() },
    select: { email: true, emailNormalized: true },
  });
  return link ?? undefined;
}

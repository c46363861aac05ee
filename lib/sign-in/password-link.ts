import { prisma } from "@/lib/database";
import { unexpired } from "@/lib/expiry";
import { hashToken, isToken } from "@/lib/token";

/** Whose password a live one-time link sets; null for a used, expired or unknown one alike. */
export async function readPasswordLink(token: string) {
  if (!isToken(token)) return null;
  const link = await prisma().passwordToken.findFirst({
    where: { tokenHash: hashToken(token), usedAt: null, expiresAt: unexpired() },
    select: { merchant: { select: { id: true, email: true } } },
  });
  return link?.merchant ?? null;
}

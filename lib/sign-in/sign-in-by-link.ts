import { prisma } from "@/lib/database";
import { recordEvent } from "@/lib/event/record-event";
import { unexpired } from "@/lib/expiry";
import { hashToken, isToken } from "@/lib/token";
import type { CustomerIdentity } from "./customer-session";

/**
 * Uses up a sign-in link, which proves its address. The caller starts the session.
 * @returns their identity; undefined if the link no longer signs anyone in.
 */
export async function signInByLink(storeId: string, token: string): Promise<CustomerIdentity | undefined> {
  const link = await findSignInLink(storeId, token);
  if (!link) return undefined;
  return await prisma().$transaction(async (transaction) => {
    const { count } = await transaction.signInToken.updateMany({
      where: { storeId, tokenHash: hashToken(token), usedAt: null, expiresAt: unexpired() },
      data: { usedAt: new Date() },
    });
    if (count === 0) return undefined;
    const signedIn = { storeId, type: "customer_signed_in", data: { by: "link" } } as const;
    await recordEvent(transaction, { ...signedIn, actor: { kind: "customer" } });
    return { ...link, emailVerified: true, platformCustomerId: undefined };
  });
}

/**
 * Who a sign-in link is for, as long as it is valid. Does not use it up.
 * @returns undefined if it is unknown, used, expired or belongs to another store.
 */
export async function findSignInLink(storeId: string, token: string) {
  if (!isToken(token)) return undefined;
  const link = await prisma().signInToken.findUnique({
    where: { storeId_tokenHash: { storeId, tokenHash: hashToken(token) }, usedAt: null, expiresAt: unexpired() },
    select: { email: true, emailNormalized: true },
  });
  return link ?? undefined;
}

import { unwrapSecret } from "@/lib/crypto";
import { prisma } from "@/lib/database";
import type { OpenidProvider } from "@/prisma/generated/client";

/** What a provider's client secret is bound to where it is wrapped (`wrapSecret`): it decrypts as no other store's. */
export function openidPurpose(storeId: string): string {
  return `store:${storeId}:openid`;
}

/** A store's OpenID Connect provider with its client secret; null where it has connected none. */
export async function readProvider(storeId: string): Promise<OpenidProvider | null> {
  const provider = await prisma().openidProvider.findUnique({ where: { storeId } });
  if (!provider) return null;
  return { ...provider, clientSecret: unwrapSecret(provider.clientSecret, openidPurpose(storeId)).toString() };
}

/** What the settings show of a store's provider: everything but its secret. */
export async function findProvider(storeId: string) {
  return await prisma().openidProvider.findUnique({ where: { storeId }, omit: { clientSecret: true } });
}

/** Whether customers can sign in by the store's provider: it has one that is as it was when it was connected. */
export async function hasProvider(storeId: string): Promise<boolean> {
  const found = await prisma().openidProvider.findUnique({
    where: { storeId, changedAt: null },
    select: { storeId: true },
  });
  return found !== null;
}

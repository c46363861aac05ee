import { randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import { unwrapSecret } from "@/lib/crypto";
import { prisma } from "@/lib/database";
import { handoffPurpose } from "@/lib/store/handoff-secret";
import { listShoppers } from "./list-shoppers";

/**
 * The store's side of a hand-off, for the demo storefront: a token that vouches for one of the
 * customers it offers.
 * @returns undefined for anyone else, and if the store has no secret.
 */
export async function createHandoff(storeId: string, customerId: string): Promise<string | undefined> {
  const shopper = (await listShoppers(storeId)).find(({ id }) => id === customerId);
  const store = await prisma().store.findUnique({ where: { id: storeId }, select: { handoffSecret: true } });
  if (!shopper || !store?.handoffSecret) return undefined;
  const { platformId, email, emailVerified } = shopper;
  return await new SignJWT({ email, email_verified: emailVerified })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(platformId)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime("5 minutes")
    .sign(unwrapSecret(store.handoffSecret, handoffPurpose(storeId)));
}

import { prisma } from "@/lib/database";
import { readEmailAddress } from "@/lib/email-address";
import { createToken, hashToken } from "@/lib/token";

/** How long a customer's sign-in link is valid, from the moment it is sent. */
export const SIGN_IN_LINK_LIFETIME_MINUTES = 60;

/** Creates a sign-in link's token at the moment of sending; only its hash is stored. */
export async function mintSignInLink(storeId: string, to: string): Promise<string> {
  const token = createToken();
  const { address, normalized } = readEmailAddress(to);
  await prisma().signInToken.create({
    data: {
      storeId,
      tokenHash: hashToken(token),
      email: address,
      emailNormalized: normalized,
      expiresAt: new Date(Date.now() + SIGN_IN_LINK_LIFETIME_MINUTES * 60_000),
    },
    select: { storeId: true },
  });
  return token;
}

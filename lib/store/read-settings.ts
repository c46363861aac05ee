import { prisma } from "@/lib/database";
import { hasExpired } from "@/lib/expiry";

/** What a store's settings pages show. For the logo and the hand-off secrets, only whether there is one. */
export async function readSettings(storeId: string) {
  const { handoffSecret, logoType, ...settings } = await prisma().store.findUniqueOrThrow({
    where: { id: storeId },
    omit: { logo: true, formerHandoffSecret: true, erasedKey: true },
  });
  return {
    ...settings,
    formerHandoffUntil: hasExpired(settings.formerHandoffUntil) ? null : settings.formerHandoffUntil,
    hasLogo: logoType !== null,
    hasHandoffSecret: handoffSecret !== null,
  };
}

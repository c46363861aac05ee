import { prisma } from "@/lib/database";

/** What a store's settings pages show. For the logo and the hand-off secret, only whether there is one. */
export async function readSettings(storeId: string) {
  const { handoffSecret, logoType, ...settings } = await prisma().store.findUniqueOrThrow({
    where: { id: storeId },
    omit: { logo: true },
  });
  return { ...settings, hasLogo: logoType !== null, hasHandoffSecret: handoffSecret !== null };
}

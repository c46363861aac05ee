import { prisma } from "@/lib/database";

/** What a store's settings pages show. For the logo and the hand-off secret, only whether there is one. */
export async function readSettings(storeId: string) {
  const { handoffSecret, logoType, ...settings } = await prisma().store.findUniqueOrThrow({
    where: { id: storeId },
    select: {
      name: true,
      contactEmail: true,
      privacyPolicyUrl: true,
      locale: true,
      accentColor: true,
      guestsSupported: true,
      responsePeriod: true,
      responsePeriodUnit: true,
      exportRetentionDays: true,
      retentionMonths: true,
      recipients: true,
      senderName: true,
      replyTo: true,
      logoType: true,
      handoffSecret: true,
    },
  });
  return { ...settings, hasLogo: logoType !== null, hasHandoffSecret: handoffSecret !== null };
}

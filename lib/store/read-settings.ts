import { prisma } from "@/lib/database";

/** What a store's settings pages show. Of the logo and the hand-off's secret only whether there is one. */
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
      exportLifetimeDays: true,
      recordLifetimeMonths: true,
      recipients: true,
      senderName: true,
      replyTo: true,
      logoType: true,
      handoffSecret: true,
      memberships: {
        where: { role: "owner" },
        orderBy: { merchant: { email: "asc" } },
        select: { merchant: { select: { email: true } } },
      },
    },
  });
  const { memberships, ...columns } = settings;
  return {
    ...columns,
    hasLogo: logoType !== null,
    hasHandoffSecret: handoffSecret !== null,
    ownerEmails: memberships.map(({ merchant }) => merchant.email),
  };
}

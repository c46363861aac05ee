import { prisma } from "@/lib/database";
import type { JobData } from "@/lib/queue/jobs";
import { permissions } from "@/lib/sign-in/permissions";
import { queueEmails } from "./queue-emails";

/** Queues the emails to a store's owners that their OpenID Connect provider has changed. A second run adds none. */
export async function providerChangedJob({ storeId, eventId }: JobData<"provider-changed">): Promise<void> {
  const { locale, memberships } = await prisma().store.findUniqueOrThrow({
    where: { id: storeId },
    select: {
      locale: true,
      memberships: {
        where: { role: { in: permissions["settings.manage"] } },
        select: { merchant: { select: { email: true, locale: true } } },
      },
    },
  });
  const email = { storeId, eventId, audience: "store", kind: "provider-changed" } as const;
  const emails = memberships.map(({ merchant }) => ({
    ...email,
    to: merchant.email,
    locale: merchant.locale ?? locale,
  }));
  await prisma().$transaction((transaction) => queueEmails(transaction, emails));
}

import { prisma } from "@/lib/database";
import type { JobData } from "@/lib/queue/jobs";
import { decideEmails } from "./decide-emails";
import { findEvent } from "./find-event";
import { type EmailToQueue, queueEmails } from "./queue-emails";

/** Queues the e-mails that an event sends, by its store's settings. A second run adds none. */
export async function notifyJob({ storeId, eventId }: JobData<"notify">): Promise<void> {
  const found = await findEvent(storeId, eventId);
  if (!found) return; // its request was deleted meanwhile
  const { event, request, settings, actorId } = found;
  const decided = decideEmails(event, request, settings);
  if (decided.length === 0) return;
  const store = decided.some(({ audience }) => audience === "store") ? await readStore(storeId) : undefined;
  const emails = decided.flatMap(({ audience, template, recipients }): EmailToQueue[] => {
    const shared = { storeId, eventId, requestId: request.id, audience, template };
    if (audience === "customer") return request.email ? [{ ...shared, to: request.email, locale: request.locale }] : [];
    return (store?.addresses(recipients, actorId) ?? []).map((to) => ({
      ...shared,
      to,
      locale: store?.locale ?? request.locale,
    }));
  });
  await prisma().$transaction((transaction) => queueEmails(transaction, emails));
}

async function readStore(storeId: string) {
  const { locale, recipients, memberships } = await prisma().store.findUniqueOrThrow({
    where: { id: storeId },
    select: {
      locale: true,
      recipients: true,
      memberships: {
        where: { role: { in: ["owner", "staff"] } },
        select: { role: true, merchantId: true, merchant: { select: { email: true } } },
      },
    },
  });
  const emails = (members: typeof memberships) => members.map(({ merchant }) => merchant.email);
  const owners = emails(memberships.filter(({ role }) => role === "owner"));
  return {
    locale,
    /** Those who may approve are all but the one who acted. */
    addresses: (to: "settings" | "owners" | "approvers", actorId: string | null) => {
      if (to === "approvers") return emails(memberships.filter(({ merchantId }) => merchantId !== actorId));
      return to === "owners" || recipients.length === 0 ? owners : recipients;
    },
  };
}

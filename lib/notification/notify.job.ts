import { prisma } from "@/lib/database";
import { readEvent } from "@/lib/event/event-types";
import type { JobData } from "@/lib/queue/jobs";
import { may, permissions } from "@/lib/sign-in/permissions";
import { decideEmails } from "./decide-emails";
import type { Recipient } from "./email-row";
import { readNotificationSettings } from "./notification-settings";
import { type EmailToQueue, queueEmails } from "./queue-emails";

/** Queues the emails that an event sends, by its store's settings. A second run adds none. */
export async function notifyJob({ storeId, eventId }: JobData<"notify">): Promise<void> {
  const found = await findEvent(storeId, eventId);
  if (!found) return;
  const { request } = found;
  const decided = decideEmails(found, await readNotificationSettings(storeId)).filter(
    // Says whose it is: the search for their records, which ends soon, notifies again.
    ({ kind }) => kind !== "new-request" || request.matchingSince === null,
  );
  if (decided.length === 0) return;
  const store = decided.some(({ audience }) => audience === "store") ? await readStore(storeId, found) : undefined;
  const emails = decided.flatMap(({ audience, kind, recipients }): EmailToQueue[] => {
    const shared = { storeId, eventId, requestId: request.id, audience, kind };
    if (audience === "customer") return request.email ? [{ ...shared, to: request.email, locale: request.locale }] : [];
    return (store?.readers(recipients) ?? []).map((reader) => ({ ...shared, ...reader }));
  });
  await prisma().$transaction((transaction) => queueEmails(transaction, emails));
}

/** Undefined when it was deleted with its request, or was recorded by a release whose events this one cannot read. */
async function findEvent(storeId: string, eventId: string) {
  const found = await prisma().event.findUnique({
    where: { storeId_id: { storeId, id: eventId } },
    include: { request: true },
  });
  if (!found?.request) return undefined;
  const event = readEvent(found);
  return event && { ...event, request: found.request, actor: { kind: found.actorKind, id: found.actorId } };
}

type FoundEvent = NonNullable<Awaited<ReturnType<typeof findEvent>>>;

async function readStore(storeId: string, event: FoundEvent) {
  const { locale, recipients, memberships } = await prisma().store.findUniqueOrThrow({
    where: { id: storeId },
    select: {
      locale: true,
      recipients: true,
      memberships: {
        where: { role: { in: permissions["delivery.approve"] } },
        select: { role: true, merchantId: true, merchant: { select: { email: true, locale: true } } },
      },
    },
  });
  const emails = (members: typeof memberships) => members.map(({ merchant }) => merchant.email);
  const member = (id: string | null) => emails(memberships.filter(({ merchantId }) => merchantId === id));
  const owners = emails(memberships.filter(({ role }) => may(role, "notification.receive")));
  const exporterId = event.type === "export_ready" ? await findExporter(storeId, event.data.exportId) : null;
  const addressesOf: Record<Recipient, () => string[]> = {
    settings: () => (recipients.length === 0 ? owners : recipients),
    owners: () => owners,
    approvers: () => emails(memberships.filter(({ merchantId }) => merchantId !== event.actor.id)),
    assignee: () => (event.type === "request_assigned" ? member(event.data.assigneeId) : []),
    exporter: () => member(exporterId),
  };
  // Members read in the language they have chosen, all others in the store's.
  const localeOf = (address: string) =>
    memberships.find(({ merchant }) => merchant.email === address.toLowerCase())?.merchant.locale ?? locale;
  return {
    readers: (to: readonly Recipient[]) =>
      to.flatMap((recipient) =>
        addressesOf[recipient]().map((address) => ({ to: address, locale: localeOf(address) })),
      ),
  };
}

async function findExporter(storeId: string, exportId: string): Promise<string | null> {
  const found = await prisma().export.findUnique({
    where: { storeId_id: { storeId, id: exportId } },
    select: { requestedById: true },
  });
  return found?.requestedById ?? null;
}

import { prisma } from "@/lib/database";
import { standingOf } from "@/lib/delivery/delivery-standing";
import type { EmailFacts } from "./email-context";
import type { TemplateName } from "./notification-events";

/** An e-mail that waits to be sent, with what it is about. */
export type QueuedEmail = NonNullable<Awaited<ReturnType<typeof loadEmail>>>;

/** Reads an e-mail and what it is about; null when it was deleted with its request. */
export async function loadEmail(storeId: string, emailId: string) {
  const [email, store] = await Promise.all([readEmail(storeId, emailId), readStore(storeId)]);
  if (!email || !store) return null;
  const { request, locale, audience } = email;
  const about = await readAbout(storeId, email.eventId);
  const facts: Omit<EmailFacts, "token"> = {
    locale,
    audience,
    store,
    request,
    export: email.template === "export-ready" ? await findExport(storeId, email.requestId, about.exportId) : null,
    delivery: DELIVERY_TEMPLATES.includes(email.template) ? await findDelivery(storeId, email.requestId, about) : null,
  };
  return { ...email, template: email.template as TemplateName, store, facts, about };
}

async function readEmail(storeId: string, emailId: string) {
  return await prisma().email.findUnique({
    where: { storeId_id: { storeId, id: emailId } },
    select: {
      storeId: true,
      id: true,
      requestId: true,
      eventId: true,
      audience: true,
      template: true,
      locale: true,
      to: true,
      state: true,
      request: {
        select: {
          id: true,
          reference: true,
          type: true,
          state: true,
          email: true,
          customerId: true,
          customerName: true,
          matchCount: true,
          refusalReason: true,
          createdAt: true,
          dueAt: true,
        },
      },
    },
  });
}

async function readStore(storeId: string) {
  return await prisma().store.findUnique({
    where: { id: storeId },
    select: { slug: true, name: true, accentColor: true, contactEmail: true, senderName: true, replyTo: true },
  });
}

/** What an event names in its data. */
async function readAbout(storeId: string, eventId: string | null) {
  const event =
    eventId &&
    (await prisma().event.findUnique({ where: { storeId_id: { storeId, id: eventId } }, select: { data: true } }));
  return (event ? event.data : {}) as { exportId?: string; deliveryId?: string; codeId?: string; tooLarge?: boolean };
}

/** The export that an event names, or the newest of its request. */
async function findExport(storeId: string, requestId: string | null, exportId: string | undefined) {
  if (!requestId) return null;
  return await prisma().export.findFirst({
    where: { storeId, requestId, ...(exportId && { id: exportId }) },
    orderBy: { createdAt: "desc" },
    select: { id: true, state: true, expiresAt: true },
  });
}

const DELIVERY_TEMPLATES = [
  "delivery-link",
  "delivery-code",
  "encrypted-delivery",
  "approval-needed",
  "request-answered",
];

/** The delivery that an event names, or the one by which its request was answered. */
async function findDelivery(
  storeId: string,
  requestId: string | null,
  { deliveryId, tooLarge = false }: { deliveryId?: string; tooLarge?: boolean },
) {
  if (!requestId) return null;
  const found = await prisma().delivery.findFirst({
    where: { storeId, requestId, ...(deliveryId ? { id: deliveryId } : { deliveredAt: { not: null } }) },
    orderBy: { createdAt: "desc" },
    select: {
      method: true,
      state: true,
      createdByName: true,
      deliveredAt: true,
      expiresAt: true,
      request: { select: { state: true } },
    },
  });
  return found && { ...found, live: standingOf(found) === "live", tooLarge };
}

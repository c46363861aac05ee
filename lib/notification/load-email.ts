import { prisma } from "@/lib/database";
import type { EmailFacts } from "./email-context";
import type { TemplateName } from "./notification-events";

/** An e-mail that waits to be sent, with what it is about. */
export type QueuedEmail = NonNullable<Awaited<ReturnType<typeof loadEmail>>>;

/** Reads an e-mail and what it is about; null when it was deleted with its request. */
export async function loadEmail(storeId: string, emailId: string) {
  const [email, store] = await Promise.all([readEmail(storeId, emailId), readStore(storeId)]);
  if (!email || !store) return null;
  const { request, locale, audience } = email;
  const facts: Omit<EmailFacts, "token"> = {
    locale,
    audience,
    store,
    request,
    export: email.template === "export-ready" ? await findExport(storeId, email.requestId, email.eventId) : null,
  };
  return { ...email, template: email.template as TemplateName, store, facts };
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

/** The export that an event names in its data. */
async function findExport(storeId: string, requestId: string | null, eventId: string | null) {
  if (!requestId || !eventId) return null;
  const event = await prisma().event.findUnique({
    where: { storeId_id: { storeId, id: eventId } },
    select: { data: true },
  });
  const exportId = (event?.data as { exportId?: string } | undefined)?.exportId;
  return await prisma().export.findFirst({
    where: { storeId, requestId, ...(exportId && { id: exportId }) },
    orderBy: { createdAt: "desc" },
    select: { id: true, state: true, expiresAt: true },
  });
}

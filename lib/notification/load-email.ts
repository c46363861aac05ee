import type { EmailKind } from "@/emails/texts";
import { database, prisma } from "@/lib/database";
import { isLive } from "@/lib/delivery/delivery-status";
import type { EventData } from "@/lib/event/event-types";
import type { Email, Store } from "@/prisma/generated/client";
import type { EmailFacts } from "./email-facts";
import { emailRow } from "./email-table";

/** An email that is waiting to be sent, with what it is about. */
export type QueuedEmail = NonNullable<Awaited<ReturnType<typeof loadEmail>>>;

/** Reads an email and what it is about; null when it has been deleted with its request. */
export async function loadEmail(storeId: string, emailId: string) {
  const email = await readEmail(storeId, emailId);
  if (!email) return null;
  const { requestId, request, locale, audience, store, about } = email;
  const row = emailRow(audience, email.kind);
  const facts: Omit<EmailFacts, "token"> = {
    locale,
    audience,
    store,
    request,
    export: row.about === "export" ? await findExport(storeId, requestId, about.exportId) : null,
    delivery: row.about === "delivery" ? await findDelivery(storeId, requestId, about) : null,
  };
  return { ...email, row, facts };
}

type StoredEmail = Pick<Email, "storeId" | "id" | "requestId" | "eventId" | "audience" | "locale" | "to" | "state"> & {
  kind: EmailKind;
  store: Pick<Store, "slug" | "name" | "accentColor" | "contactEmail" | "senderName" | "replyTo">;
  request: EmailFacts["request"];
  /** The data of its event. */
  about: Partial<EventData<"export_ready"> & EventData<"delivery_code_requested"> & EventData<"delivery_started">>;
};

/** One statement, because it runs for every email. */
async function readEmail(storeId: string, emailId: string): Promise<StoredEmail | undefined> {
  const { rows } = await database().query(READ, [storeId, emailId]);
  const [email] = rows as StoredEmail[];
  // JSON writes an instant as text.
  const revive = (request: NonNullable<EmailFacts["request"]>) => ({
    ...request,
    createdAt: new Date(request.createdAt),
    dueAt: new Date(request.dueAt),
  });
  return email && { ...email, request: email.request && revive(email.request) };
}

const READ = `
  SELECT email.store_id AS "storeId", email.id, email.request_id AS "requestId", email.event_id AS "eventId",
         email.audience, email.template AS kind, email.locale, email."to", email.state,
         json_build_object('slug', store.slug, 'name', store.name, 'accentColor', store.accent_color,
                           'contactEmail', store.contact_email, 'senderName', store.sender_name,
                           'replyTo', store.reply_to) AS store,
         CASE WHEN request.id IS NOT NULL THEN
           json_build_object('id', request.id, 'reference', request.reference, 'type', request.type,
                             'state', request.state, 'email', request.email, 'customerId', request.customer_id,
                             'customerName', request.customer_name, 'matchCount', request.match_count,
                             'refusalReason', request.refusal_reason, 'createdAt', request.created_at,
                             'dueAt', request.due_at)
         END AS request,
         coalesce(event.data, '{}') AS about
    FROM email
    JOIN store ON store.id = email.store_id
    LEFT JOIN request ON request.store_id = email.store_id AND request.id = email.request_id
    LEFT JOIN event ON event.store_id = email.store_id AND event.id = email.event_id
   WHERE email.store_id = $1 AND email.id = $2`;

/** The export that the event names, or the newest of its request. */
async function findExport(storeId: string, requestId: string | null, exportId: string | undefined) {
  if (!requestId) return null;
  return await prisma().export.findFirst({
    where: { storeId, requestId, ...(exportId && { id: exportId }) },
    orderBy: { createdAt: "desc" },
    select: { id: true, expiresAt: true },
  });
}

/** The delivery that the event names, or the one that answered its request. */
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
      expiresAt: true,
      request: { select: { state: true } },
    },
  });
  return found && { ...found, live: isLive(found), tooLarge };
}

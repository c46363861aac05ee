import { database, prisma } from "@/lib/database";
import { readEvent } from "@/lib/event/event-types";
import type { JobData } from "@/lib/queue/jobs";
import { may, permissions } from "@/lib/sign-in/permissions";
import type { Request } from "@/prisma/generated/client";
import { decideEmails } from "./decide-emails";
import { type ChangedSetting, settingsWith } from "./notification-settings";
import { type EmailToQueue, queueEmails } from "./queue-emails";

/** Queues the emails that an event sends, by its store's settings. A second run adds none. */
export async function notifyJob({ storeId, eventId }: JobData<"notify">): Promise<void> {
  const found = await findEvent(storeId, eventId);
  if (!found) return;
  const { request, actorId } = found;
  const decided = decideEmails(found, settingsWith(found.changedSettings));
  if (decided.length === 0) return;
  const store = decided.some(({ audience }) => audience === "store") ? await readStore(storeId) : undefined;
  const emails = decided.flatMap(({ audience, kind, recipients }): EmailToQueue[] => {
    const shared = { storeId, eventId, requestId: request.id, audience, kind };
    if (audience === "customer") return request.email ? [{ ...shared, to: request.email, locale: request.locale }] : [];
    return (store?.addresses(recipients, actorId) ?? []).map((to) => ({
      ...shared,
      to,
      locale: store?.locale ?? request.locale,
    }));
  });
  await prisma().$transaction((transaction) => queueEmails(transaction, emails));
}

interface FoundEvent {
  type: string;
  data: unknown;
  actorId: string | null;
  request: Pick<Request, "id" | "source" | "state" | "email" | "locale">;
  changedSettings: ChangedSetting[];
}

// One statement, because it runs for every event.
const FIND_EVENT = `
  SELECT event.type, event.data, event.actor_id AS "actorId",
         json_build_object('id', request.id, 'source', request.source, 'state', request.state,
                           'email', request.email, 'locale', request.locale) AS request,
         (SELECT coalesce(json_agg(json_build_object('event', setting.event, 'audience', setting.audience,
                                                     'enabled', setting.enabled)), '[]')
            FROM notification_setting AS setting WHERE setting.store_id = $1) AS "changedSettings"
    FROM event
    JOIN request ON request.store_id = event.store_id AND request.id = event.request_id
   WHERE event.store_id = $1 AND event.id = $2`;

/** Undefined when it was deleted with its request, or was recorded by a release whose events this one cannot read. */
async function findEvent(storeId: string, eventId: string) {
  const { rows } = await database().query(FIND_EVENT, [storeId, eventId]);
  const [found] = rows as FoundEvent[];
  const event = found && readEvent(found);
  return event && { ...found, ...event };
}

async function readStore(storeId: string) {
  const { locale, recipients, memberships } = await prisma().store.findUniqueOrThrow({
    where: { id: storeId },
    select: {
      locale: true,
      recipients: true,
      memberships: {
        where: { role: { in: permissions["delivery.approve"] } },
        select: { role: true, merchantId: true, merchant: { select: { email: true } } },
      },
    },
  });
  const emails = (members: typeof memberships) => members.map(({ merchant }) => merchant.email);
  const owners = emails(memberships.filter(({ role }) => may(role, "notification.receive")));
  return {
    locale,
    /** Everyone who may act can approve, except the person who chose the delivery. */
    addresses: (to: "settings" | "owners" | "approvers", actorId: string | null) => {
      if (to === "approvers") return emails(memberships.filter(({ merchantId }) => merchantId !== actorId));
      return to === "owners" || recipients.length === 0 ? owners : recipients;
    },
  };
}

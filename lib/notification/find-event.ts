import { database } from "@/lib/database";
import { type RequestEvent, readEvent } from "@/lib/event/event-types";
import type { Request } from "@/prisma/generated/client";
import { type ChangedSetting, type NotificationSettings, settingsOf } from "./notification-settings";

/** An event, with what decides about its e-mails. */
interface FoundEvent {
  event: RequestEvent;
  actorId: string | null;
  request: Pick<Request, "id" | "source" | "state" | "email" | "locale">;
  settings: NotificationSettings;
}

/**
 * Reads an event and its store's settings in one statement: this is read at every event.
 * @returns null when it was deleted with its request, and for what another release recorded and this one cannot read.
 */
export async function findEvent(storeId: string, eventId: string): Promise<FoundEvent | null> {
  const { rows } = await database().query(FIND, [storeId, eventId]);
  const [found] = rows as (Omit<FoundEvent, "event" | "settings"> & Row)[];
  const event = found && readEvent(found);
  if (!event) return null;
  return { ...found, event, settings: settingsOf(found.changed) };
}

interface Row {
  type: string;
  data: unknown;
  changed: ChangedSetting[];
}

const FIND = `
  SELECT event.type, event.data, event.actor_id AS "actorId",
         json_build_object('id', request.id, 'source', request.source, 'state', request.state,
                           'email', request.email, 'locale', request.locale) AS request,
         (SELECT coalesce(json_agg(json_build_object('event', setting.event, 'audience', setting.audience,
                                                     'enabled', setting.enabled)), '[]')
            FROM notification_setting AS setting WHERE setting.store_id = $1) AS changed
    FROM event
    JOIN request ON request.store_id = event.store_id AND request.id = event.request_id
   WHERE event.store_id = $1 AND event.id = $2`;

import { prisma } from "@/lib/database";
import type { EventType } from "@/lib/event/event-types";
import type { Audience } from "@/prisma/generated/client";

/**
 * The checkboxes of the notification settings, in the order of the page, as they are in a new store.
 * Other emails cannot be turned off: they verify, sign in or deliver. What a guest's unverified
 * request would send to the store has no checkbox either: strangers could flood it.
 */
export const FIRST_SETTINGS = {
  request_made: { customer: true, store: true },
  request_verified: { customer: true, store: true },
  export_ready: { customer: false, store: true },
  request_answered: { customer: true, store: true },
  request_refused: { customer: true, store: true },
  request_cancelled: { customer: true, store: true },
  export_failed: { customer: false, store: true },
} as const satisfies Partial<Record<EventType, Record<Audience, boolean>>>;

export type NotificationEvent = keyof typeof FIRST_SETTINGS;

export const notificationEvents = Object.keys(FIRST_SETTINGS) as NotificationEvent[];

/** Whether each event sends an email, to the customer and to the store. */
export type NotificationSettings = Record<NotificationEvent, Record<Audience, boolean>>;

/** A store's checkboxes. */
export async function readNotificationSettings(storeId: string): Promise<NotificationSettings> {
  const settings: NotificationSettings = structuredClone(FIRST_SETTINGS);
  for (const { event, audience, enabled } of await prisma().notificationSetting.findMany({ where: { storeId } }))
    if (Object.hasOwn(settings, event)) settings[event as NotificationEvent][audience] = enabled;
  return settings;
}

/** Saves a store's checkboxes; only those that differ from the defaults become rows. */
export async function saveNotificationSettings(storeId: string, settings: NotificationSettings): Promise<void> {
  const rows = notificationEvents.flatMap((event) =>
    (["customer", "store"] as const)
      .map((audience) => ({ storeId, event, audience, enabled: settings[event][audience] }))
      .filter(({ audience, enabled }) => enabled !== FIRST_SETTINGS[event][audience]),
  );
  await prisma().$transaction([
    prisma().notificationSetting.deleteMany({ where: { storeId } }),
    prisma().notificationSetting.createMany({ data: rows, skipDuplicates: true }),
  ]);
}

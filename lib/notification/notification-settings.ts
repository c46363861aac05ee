import { prisma } from "@/lib/database";
import type { Audience } from "@/prisma/generated/client";
import { type NotificationEvent, notificationEventNames, notificationEvents } from "./notification-events";

/** Whether each event sends an e-mail, to the customer and to the store. */
export type NotificationSettings = Record<NotificationEvent, Record<Audience, boolean>>;

const audiences = ["customer", "store"] as const satisfies Audience[];

/** A store's checkboxes: the first settings, and what it has changed of them. */
export async function readNotificationSettings(storeId: string): Promise<NotificationSettings> {
  const changed = await prisma().notificationSetting.findMany({
    where: { storeId },
    select: { event: true, audience: true, enabled: true },
  });
  return settingsOf(changed);
}

/** One checkbox that a store has changed. */
export interface ChangedSetting {
  event: string;
  audience: Audience;
  enabled: boolean;
}

/** The checkboxes of a store that has changed these. */
export function settingsOf(changed: ChangedSetting[]): NotificationSettings {
  const setting = (event: NotificationEvent, audience: Audience) =>
    changed.find((row) => row.event === event && row.audience === audience)?.enabled ??
    notificationEvents[event][audience].firstSetting;
  return Object.fromEntries(
    notificationEventNames.map((event) => [
      event,
      { customer: setting(event, "customer"), store: setting(event, "store") },
    ]),
  ) as NotificationSettings;
}

/** Keeps a store's checkboxes; only what differs from the first settings becomes a row. */
export async function saveNotificationSettings(storeId: string, settings: NotificationSettings): Promise<void> {
  const rows = notificationEventNames.flatMap((event) =>
    audiences
      .map((audience) => ({ storeId, event, audience, enabled: settings[event][audience] }))
      .filter(({ audience, enabled }) => enabled !== notificationEvents[event][audience].firstSetting),
  );
  await prisma().$transaction([
    prisma().notificationSetting.deleteMany({ where: { storeId } }),
    prisma().notificationSetting.createMany({ data: rows, skipDuplicates: true }),
  ]);
}

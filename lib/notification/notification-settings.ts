import { prisma } from "@/lib/database";
import type { EventType } from "@/lib/event/event-types";
import type { Audience } from "@/prisma/generated/client";

/**
 * Whether a new store sends one side an email about an event: "on" and "off" can be changed in the settings, "always"
 * cannot be turned off, "never" cannot be turned on.
 */
type Standing = "on" | "off" | "always" | "never";

type Table = Partial<Record<EventType | DueMark, Record<Audience, Standing>>>;

/**
 * The notification settings, group by group, in the order of the page. Emails that verify, sign in or deliver have no
 * line: they are always sent. What a guest's unverified request would send to the store has none either: strangers
 * could flood it.
 */
export const notificationGroups = {
  requests: {
    request_made: { customer: "on", store: "on" },
    request_verified: { customer: "on", store: "on" },
    request_repeated: { customer: "never", store: "off" },
    request_assigned: { customer: "never", store: "always" },
    // GDPR Art. 12(3): a person has to be told of an extension and its reasons.
    request_extended: { customer: "always", store: "off" },
    request_answered: { customer: "on", store: "on" },
    // GDPR Art. 12(4): a person has to be told the reasons, and where to complain.
    request_refused: { customer: "always", store: "on" },
    request_cancelled: { customer: "on", store: "on" },
    request_reopened: { customer: "on", store: "on" },
    // What the store asks is an email itself.
    message_received: { customer: "never", store: "on" },
  },
  deliveries: {
    export_ready: { customer: "off", store: "on" },
    export_failed: { customer: "off", store: "on" },
    // To the customer the delivery is an email itself.
    delivery_sent: { customer: "always", store: "off" },
    delivery_opened: { customer: "off", store: "off" },
    delivery_downloaded: { customer: "on", store: "on" },
    delivery_expired: { customer: "on", store: "on" },
    delivery_revoked: { customer: "on", store: "on" },
    delivery_failed: { customer: "never", store: "on" },
  },
  due: {
    due_soon: { customer: "never", store: "on" },
    due_today: { customer: "never", store: "on" },
    overdue: { customer: "never", store: "on" },
  },
} as const satisfies Record<string, Table>;

/** What the daily digest lists: a request that is due in a few days, is due today, or was due. */
export type DueMark = "due_soon" | "due_today" | "overdue";

export type NotificationGroup = keyof typeof notificationGroups;
type EventOf<Group> = Group extends NotificationGroup ? keyof (typeof notificationGroups)[Group] : never;
export type NotificationEvent = EventOf<NotificationGroup>;

const standings: Record<NotificationEvent, Record<Audience, Standing>> = Object.assign(
  {},
  ...Object.values(notificationGroups),
);

export const notificationEvents = Object.keys(standings) as NotificationEvent[];

/** What a new store sends one side about an event. */
export function standingOf(event: NotificationEvent, audience: Audience): Standing {
  return standings[event][audience];
}

/** Whether the store can turn on and off what an event sends to one side. */
export function isOptional(event: NotificationEvent, audience: Audience): boolean {
  return ["on", "off"].includes(standingOf(event, audience));
}

/** Whether each event sends an email, to the customer and to the store. */
export type NotificationSettings = Record<NotificationEvent, Record<Audience, boolean>>;

/** The checkboxes as a function fills them; one that the store cannot change is as it must be. */
export function settingsBy(isOn: (event: NotificationEvent, audience: Audience) => boolean): NotificationSettings {
  const box = (event: NotificationEvent, audience: Audience) =>
    isOptional(event, audience) ? isOn(event, audience) : standingOf(event, audience) === "always";
  return Object.fromEntries(
    notificationEvents.map((event) => [event, { customer: box(event, "customer"), store: box(event, "store") }]),
  ) as NotificationSettings;
}

const isOnAtFirst = (event: NotificationEvent, audience: Audience) => standingOf(event, audience) === "on";

/** The checkboxes of a new store. */
export const FIRST_SETTINGS = settingsBy(isOnAtFirst);

/** A store's checkboxes. A line that this release adds is as in a new store until an owner changes it. */
export async function readNotificationSettings(storeId: string): Promise<NotificationSettings> {
  const rows = await prisma().notificationSetting.findMany({ where: { storeId } });
  const saved = new Map(rows.map(({ event, audience, enabled }) => [`${event} ${audience}`, enabled]));
  return settingsBy((event, audience) => saved.get(`${event} ${audience}`) ?? isOnAtFirst(event, audience));
}

/** Saves a store's checkboxes; only those that differ from the defaults become rows. */
export async function saveNotificationSettings(storeId: string, settings: NotificationSettings): Promise<void> {
  const rows = notificationEvents.flatMap((event) =>
    (["customer", "store"] as const)
      .map((audience) => ({ storeId, event, audience, enabled: settings[event][audience] }))
      .filter(({ audience, enabled }) => isOptional(event, audience) && enabled !== isOnAtFirst(event, audience)),
  );
  await prisma().$transaction([
    // What another release knows beside these stays.
    prisma().notificationSetting.deleteMany({ where: { storeId, event: { in: notificationEvents } } }),
    prisma().notificationSetting.createMany({ data: rows, skipDuplicates: true }),
  ]);
}

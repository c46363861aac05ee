import type { EventType } from "@/lib/event/event-types";
import type { Audience } from "@/prisma/generated/client";

/** The templates, each a file in emails/. */
export type TemplateName =
  | "verify-request"
  | "verify-address"
  | "sign-in-link"
  | "delivery-link"
  | "delivery-code"
  | "encrypted-delivery"
  | "approval-needed"
  | "request-received"
  | "new-request"
  | "export-preparing"
  | "export-ready"
  | "export-failed"
  | "request-answered"
  | "request-refused"
  | "request-cancelled";

interface Notification {
  template: TemplateName;
  /** How its checkbox stands in a new store. */
  firstSetting: boolean;
}

/**
 * The checkboxes of the notification settings: which event sends which e-mail to whom. What is not
 * here has no checkbox: the verification e-mail, the sign-in link and what delivers the data, which
 * cannot be switched off,
 * and what a guest's unverified request would send to the store, which a stranger could flood.
 */
export const notificationEvents = {
  request_made: on("request-received", "new-request"),
  request_verified: on("request-received", "new-request"),
  export_ready: { customer: off("export-preparing"), store: { template: "export-ready", firstSetting: true } },
  request_answered: on("request-answered", "request-answered"),
  request_refused: on("request-refused", "request-refused"),
  request_cancelled: on("request-cancelled", "request-cancelled"),
  export_failed: { customer: off("export-failed"), store: { template: "export-failed", firstSetting: true } },
} as const satisfies Partial<Record<EventType, Record<Audience, Notification>>>;

export type NotificationEvent = keyof typeof notificationEvents;

/** The events in the order of the settings page. */
export const notificationEventNames = Object.keys(notificationEvents) as NotificationEvent[];

/** Whether an event has checkboxes. */
export function isNotificationEvent(type: string): type is NotificationEvent {
  return Object.hasOwn(notificationEvents, type);
}

function on(customer: TemplateName, store: TemplateName): Record<Audience, Notification> {
  return {
    customer: { template: customer, firstSetting: true },
    store: { template: store, firstSetting: true },
  };
}

function off(template: TemplateName): Notification {
  return { template, firstSetting: false };
}

import type { Audience, RequestSource, RequestState } from "@/prisma/generated/client";
import { isNotificationEvent, notificationEvents, type TemplateName } from "./notification-events";
import type { NotificationSettings } from "./notification-settings";

interface DecidedEmail {
  audience: Audience;
  template: TemplateName;
  /**
   * To whom of the store: the addresses of its settings; the owners, whoever else is notified, since
   * its link opens for members alone; or those who may approve what another chose.
   */
  recipients: "settings" | "owners" | "approvers";
}

/** What an event's data may say that decides about its e-mails. */
interface EventData {
  /** Of a delivery that has started. */
  method?: string;
  /** Whether it goes out encrypted at once: its key was given before. */
  encrypted?: boolean;
  /** Of a delivery that was chosen: whether a second member has to approve it. */
  approval?: boolean;
}

/** Which e-mails an event sends, to whom: the table of notification-events.ts, and its exceptions. */
export function decideEmails(
  type: string,
  request: { source: RequestSource; state: RequestState },
  settings: NotificationSettings,
  data: EventData = {},
): DecidedEmail[] {
  const asked = type === "request_made" || type === "request_repeated";
  if (asked && request.source === "guest") {
    if (request.state === "unverified") return [toCustomer("verify-request")];
    if (type === "request_made") return [];
  }
  // The store's own staff made it: the store knows, and the customer used no form.
  if (asked && request.source === "staff") return [];
  if (type === "verification_requested") return [toCustomer("verify-address")];
  const linked = data.method === "link" || (data.method === "encrypted_email" && !data.encrypted);
  if ((type === "delivery_started" && linked) || type === "delivery_link_resent") return [toCustomer("delivery-link")];
  if ((type === "delivery_started" && data.encrypted) || type === "delivery_key_added")
    return [toCustomer("encrypted-delivery")];
  if (type === "delivery_created" && data.approval)
    return [{ audience: "store", template: "approval-needed", recipients: "approvers" }];
  if (type === "delivery_code_requested") return [toCustomer("delivery-code")];
  if (type === "request_repeated") {
    const received = settings[request.source === "guest" ? "request_verified" : "request_made"].customer;
    return received && request.state === "open" ? [toCustomer("request-received")] : [];
  }
  if (!isNotificationEvent(type)) return [];
  return (["customer", "store"] as const)
    .filter((audience) => settings[type][audience])
    .map((audience) => ({
      audience,
      template: notificationEvents[type][audience].template,
      recipients: type === "export_ready" ? "owners" : "settings",
    }));
}

function toCustomer(template: TemplateName): DecidedEmail {
  return { audience: "customer", template, recipients: "settings" };
}

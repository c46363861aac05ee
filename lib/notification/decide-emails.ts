import type { EventData, RequestEvent } from "@/lib/event/event-types";
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

/** Which e-mails an event sends, to whom: the table of notification-events.ts, and its exceptions. */
export function decideEmails(
  event: RequestEvent,
  request: { source: RequestSource; state: RequestState },
  settings: NotificationSettings,
): DecidedEmail[] {
  const { type } = event;
  const asked = type === "request_made" || type === "request_repeated";
  if (asked && request.source === "guest") {
    if (request.state === "unverified") return [toCustomer("verify-request")];
    if (type === "request_made") return [];
  }
  // The store's own staff made it: the store knows, and the customer used no form.
  if (asked && request.source === "staff") return [];
  if (type === "verification_requested") return [toCustomer("verify-address")];
  if (type === "delivery_started") return started(event.data);
  if (type === "delivery_link_resent") return [toCustomer("delivery-link")];
  if (type === "delivery_key_added") return [toCustomer("encrypted-delivery")];
  if (type === "delivery_created" && event.data.approval)
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

/** A password zip is handed over by the store's staff, and sends no email. */
function started({ method, encrypted }: EventData<"delivery_started">): DecidedEmail[] {
  if (encrypted) return [toCustomer("encrypted-delivery")];
  return method === "link" || method === "encrypted_email" ? [toCustomer("delivery-link")] : [];
}

function toCustomer(template: TemplateName): DecidedEmail {
  return { audience: "customer", template, recipients: "settings" };
}

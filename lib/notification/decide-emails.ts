import type { EmailKind } from "@/emails/texts";
import type { EventType } from "@/lib/event/event-types";
import type { Audience } from "@/prisma/generated/client";
import { type EmailRow, emailsTo, type NotifiedEvent } from "./email-table";
import type { NotificationEvent, NotificationSettings } from "./notification-settings";

export interface DecidedEmail {
  audience: Audience;
  kind: EmailKind;
  /** To whom of the store; a customer has one address. */
  recipients: "settings" | "owners" | "approvers";
}

/** Which emails an event sends and to whom: by email-table.ts, the store's settings, and where the request came from. */
export function decideEmails<T extends EventType>(
  event: NotifiedEvent<T>,
  settings: NotificationSettings,
): DecidedEmail[] {
  const isSent = ({ sentOn, optional }: EmailRow<never>, audience: Audience) =>
    sentOn[event.type]?.(event) && (!optional || settings[checkboxOf(event)][audience]);
  return (["customer", "store"] as const).flatMap((audience) =>
    emailsTo(audience)
      .filter(([, row]) => isSent(row, audience))
      .map(([kind, { recipients }]) => ({ audience, kind, recipients: recipients ?? "settings" })),
  );
}

/** The checkbox for an event's optional emails: a repeated request has the one of what it repeats. */
function checkboxOf({ type, request }: Pick<NotifiedEvent, "type" | "request">): NotificationEvent {
  if (type === "request_repeated") return request.source === "guest" ? "request_verified" : "request_made";
  return type as NotificationEvent;
}

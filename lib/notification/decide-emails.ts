import type { EmailKind } from "@/emails/texts";
import type { EventType } from "@/lib/event/event-types";
import type { Audience } from "@/prisma/generated/client";
import type { EmailRow, NotifiedEvent, Recipient } from "./email-row";
import { emailsTo } from "./email-table";
import type { NotificationEvent, NotificationSettings } from "./notification-settings";

export interface DecidedEmail {
  audience: Audience;
  kind: EmailKind;
  /** To whom of the store; a customer has one address. */
  recipients: readonly Recipient[];
}

/** Which emails an event sends and to whom: by email-table.ts, the store's settings, and where the request came from. */
export function decideEmails<T extends EventType>(
  event: NotifiedEvent<T>,
  settings: NotificationSettings,
): DecidedEmail[] {
  const isSent = ({ sentOn, optional }: EmailRow<never>, audience: Audience) =>
    sentOn[event.type]?.(event) && (!optional || settings[checkboxOf(event, audience)][audience]);
  return (["customer", "store"] as const).flatMap((audience) =>
    emailsTo(audience)
      .filter(([, row]) => isSent(row, audience))
      .map(([kind, { recipients }]) => ({ audience, kind, recipients: recipients ?? ["settings"] })),
  );
}

/**
 * The checkbox for an event's optional emails. To a customer who asks again it is the one of what is repeated; a
 * delivery is sent when it starts or, as an encrypted email, when the mail server has accepted it.
 */
function checkboxOf({ type, request }: Pick<NotifiedEvent, "type" | "request">, audience: Audience): NotificationEvent {
  if (type === "request_repeated" && audience === "customer")
    return request.source === "guest" ? "request_verified" : "request_made";
  if (type === "proof_given" || type === "agent_confirmed") return "message_received";
  return type === "delivery_started" ? "delivery_sent" : (type as NotificationEvent);
}

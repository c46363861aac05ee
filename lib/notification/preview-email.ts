import type { EmailKind } from "@/emails/texts";
import { prisma } from "@/lib/database";
import type { EventType } from "@/lib/event/event-types";
import type { Audience } from "@/prisma/generated/client";
import { composeEmail } from "./compose-email";
import { type EmailFacts, emailStore } from "./email-facts";
import { emailRow, emailsTo } from "./email-table";
import { lawsOf } from "./load-email";
import { type NotificationEvent, readNotificationSettings } from "./notification-settings";
import { sampleToken } from "./sample-email";
import { readOwnTexts } from "./store-texts";

/**
 * An email about a request as its customer would get it, in their language. Nothing is sent.
 * @param request as it will be.
 * @param about what is loaded for it besides.
 */
export async function previewEmail(
  storeId: string,
  kind: EmailKind<"customer">,
  request: NonNullable<EmailFacts["request"]> & { locale: string },
  about: Pick<Partial<EmailFacts>, "event" | "erasure" | "correction"> = {},
): Promise<{ subject: string; text: string }> {
  const store = await prisma().store.findUniqueOrThrow({
    where: { id: storeId },
    select: emailStore,
  });
  const token = emailRow("customer", kind).link && sampleToken(kind);
  const none = { event: null, mayDownload: false, due: null, export: null, delivery: null, token };
  const ownTexts = await readOwnTexts(storeId, kind, request.locale);
  const facts = { audience: "customer" as const, store, ownTexts, ...none };
  const regimes = await lawsOf({ storeId, id: request.id });
  const { subject, text } = await composeEmail(kind, {
    ...facts,
    ...about,
    locale: request.locale,
    request: { ...request, regimes },
  });
  return { subject, text };
}

/** Who is told of an event by email, by the store's settings as they are. */
export async function toldOf(storeId: string, event: EventType): Promise<Record<Audience, boolean>> {
  const settings = await readNotificationSettings(storeId);
  const isTold = (audience: Audience) =>
    emailsTo(audience).some(
      ([, { sentOn, optional }]) => sentOn[event] && (!optional || settings[event as NotificationEvent]?.[audience]),
    );
  return { customer: isTold("customer"), store: isTold("store") };
}

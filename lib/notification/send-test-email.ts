import { prisma } from "@/lib/database";
import { readEmailAddress } from "@/lib/email-address";
import type { MerchantActor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { limitRate } from "@/lib/http/rate-limit";
import type { Locale } from "@/lib/locale";
import { TEST_EMAIL } from "@/lib/store/setup-checklist";
import type { TextName } from "./editable-texts";
import { queueEmails } from "./queue-emails";
import type { OwnTexts } from "./store-texts";

/**
 * Sends a test email from a store to the member who asks for it, and to nobody else.
 * @throws UserError "rateLimited".
 */
export async function sendTestEmail(storeId: string, to: string, locale: string): Promise<void> {
  await limitRate("mailByInbox", readEmailAddress(to).normalized);
  const email = { storeId, audience: "store", kind: TEST_EMAIL, locale, to } as const;
  await prisma().$transaction((transaction) => queueEmails(transaction, [email]));
}

/**
 * Sends the member who asks for it, and nobody else, an email to customers as it would be with these texts, which need
 * not be saved. The event has the texts, so that the worker composes what was typed.
 * @param to the member's own address. @throws UserError "rateLimited".
 */
export async function sendTextTest({
  storeId,
  to,
  name,
  locale,
  texts,
  actor,
}: {
  storeId: string;
  to: string;
  name: TextName;
  locale: Locale;
  texts: OwnTexts;
  actor: MerchantActor;
}): Promise<void> {
  await limitRate("mailByInbox", readEmailAddress(to).normalized);
  await prisma().$transaction(async (transaction) => {
    const data = { name, locale, texts };
    const eventId = await recordEvent(transaction, { storeId, type: "text_tested", actor, data });
    const email = { storeId, eventId, audience: "store", kind: TEST_EMAIL, locale, to } as const;
    await queueEmails(transaction, [email]);
  });
}

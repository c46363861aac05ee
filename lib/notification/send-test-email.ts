import { prisma } from "@/lib/database";
import { readEmailAddress } from "@/lib/email-address";
import { limitRate } from "@/lib/http/rate-limit";
import { TEST_EMAIL } from "@/lib/store/setup-checklist";
import { queueEmails } from "./queue-emails";

/**
 * Sends a test email from a store to the member who asks for it, and to nobody else.
 * @throws UserError "rateLimited".
 */
export async function sendTestEmail(storeId: string, to: string, locale: string): Promise<void> {
  await limitRate("mailByInbox", readEmailAddress(to).normalized);
  const email = { storeId, audience: "store", kind: TEST_EMAIL, locale, to } as const;
  await prisma().$transaction((transaction) => queueEmails(transaction, [email]));
}

import { prisma } from "@/lib/database";
import type { EmailAddress } from "@/lib/email-address";
import { limitRates } from "@/lib/http/rate-limit";
import { queueEmails } from "./queue-emails";

/**
 * Sends a sign-in link to an address, whether or not the store knows it: anyone who reads the inbox
 * may sign in, and no customer is looked up.
 * @param request.rateLimitKey what limits count the sender's network address by.
 * @throws UserError "rateLimited".
 */
export async function sendSignInLink(request: {
  storeId: string;
  email: EmailAddress;
  locale: string;
  rateLimitKey: string;
}): Promise<void> {
  const { storeId, email, locale, rateLimitKey } = request;
  const waitSeconds = await limitRates(
    [
      ["publicFormByAddress", rateLimitKey],
      ["mailByInbox", email.normalized],
    ],
    ["mailByPossibleInbox", email.normalized],
  );
  const link = { storeId, audience: "customer", kind: "sign-in-link", locale, to: email.address } as const;
  await prisma().$transaction((transaction) => queueEmails(transaction, [link], Math.ceil(waitSeconds)));
}

import { prisma } from "@/lib/database";
import type { EmailAddress } from "@/lib/email-address";
import { limitRates } from "@/lib/http/rate-limit";
import { sendSignInLink } from "./send-sign-in-link";

/**
 * Sends a sign-in link to an address, known or not: whoever reads the inbox may sign in, and no
 * customer is looked up.
 * @param request.block what limits count the asker's network address by.
 * @throws UserError "rateLimited".
 */
export async function requestSignInLink(request: {
  storeId: string;
  email: EmailAddress;
  locale: string;
  block: string;
}): Promise<void> {
  const { storeId, email, locale, block } = request;
  await limitRates([
    ["publicFormByAddress", block],
    ["mailByInbox", email.normalized],
  ]);
  await prisma().$transaction((transaction) => sendSignInLink(transaction, { storeId, email: email.address, locale }));
}

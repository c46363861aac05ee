import { prisma } from "@/lib/database";
import type { EmailAddress } from "@/lib/email-address";
import { limitRates } from "@/lib/http/rate-limit";
import { queueMerchantEmail } from "./queue-merchant-email";

/**
 * Sends a link to set a new password to an address if a merchant signs in with it. The worker looks that up, so that from
 * outside every address is the same.
 * @param request.rateLimitKey what limits count the sender's network address by.
 * @throws UserError "rateLimited".
 */
export async function requestPasswordLink({
  email,
  locale,
  rateLimitKey,
}: {
  email: EmailAddress;
  locale: string;
  rateLimitKey: string;
}): Promise<void> {
  const waitSeconds = await limitRates(
    [
      ["publicFormByAddress", rateLimitKey],
      ["mailByInbox", email.normalized],
    ],
    ["mailByPossibleInbox", email.normalized],
  );
  const link = { kind: "reset-password", to: email.address, locale } as const;
  await prisma().$transaction((transaction) => queueMerchantEmail(transaction, link, Math.ceil(waitSeconds)));
}

import { mintSignInLink } from "@/lib/verification/mint-sign-in-link";
import { mintVerification } from "@/lib/verification/mint-verification";
import type { QueuedEmail } from "./load-email";

/**
 * Makes the token of an e-mail's link, where it has one.
 * @returns "unneeded" when there is nothing left to verify.
 */
export async function mintEmailToken(email: QueuedEmail): Promise<string | undefined> {
  const { template, storeId, requestId, to } = email;
  if (template === "sign-in-link") return await mintSignInLink(storeId, to);
  if ((template === "verify-request" || template === "verify-address") && requestId)
    return (await mintVerification(storeId, requestId)) ?? "unneeded";
  return undefined;
}

import { mintDeliveryCode } from "@/lib/delivery/delivery-code";
import { mintDeliveryLink } from "@/lib/delivery/delivery-link";
import { mintSignInLink } from "@/lib/sign-in/mint-sign-in-link";
import { mintVerification } from "@/lib/verification/mint-verification";
import type { QueuedEmail } from "./load-email";

/**
 * Makes the token of an e-mail's link, or its code, where it has one.
 * @returns "unneeded" when there is nothing left that it could verify or open.
 */
export async function mintEmailToken(email: QueuedEmail): Promise<string | undefined> {
  const { template, storeId, requestId, to, about } = email;
  if (template === "sign-in-link") return await mintSignInLink(storeId, to);
  if ((template === "verify-request" || template === "verify-address") && requestId)
    return (await mintVerification(storeId, requestId)) ?? "unneeded";
  if (template === "delivery-link" && about.deliveryId)
    return (await mintDeliveryLink(storeId, about.deliveryId)) ?? "unneeded";
  if (template === "delivery-code" && about.codeId)
    return (await mintDeliveryCode(storeId, about.codeId)) ?? "unneeded";
  return undefined;
}

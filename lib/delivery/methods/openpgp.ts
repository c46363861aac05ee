import { MAX_EMAILED_BYTES } from "@/lib/delivery/delivery-policy";
import { linkExpiry } from "./link";
import type { Method } from "./method";

/**
 * The archive as an email that is encrypted to the customer's OpenPGP key. Where the merchant has no key, or the archive
 * is too large for an email, a link goes out, whose page asks for the key.
 */
export const openpgp: Method = {
  needs: { export: true, verifiedEmail: true },
  fields: ["publicKey", "message"],
  start({ publicKey, sizeBytes }, now) {
    const expiresAt = linkExpiry(now);
    if (publicKey === null) return { expiresAt, email: "link" };
    if (sizeBytes > MAX_EMAILED_BYTES) return { expiresAt, email: "link", tooLarge: true };
    return { expiresAt, email: "encrypted" };
  },
  completedBy: "email",
  merchant: { notice: "deliveryChosen", action: "sendLinkAgain" },
  customer: { linkOpens: "page", words: "link" },
};

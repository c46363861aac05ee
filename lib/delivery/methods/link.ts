import { LINK_LIFETIME_DAYS } from "@/lib/delivery/delivery-policy";
import type { Method } from "./method";

/** A link by email. A code, or the customer's own session, opens it; it downloads the archive until it expires. */
export const link: Method = {
  needs: { export: true, verifiedEmail: true },
  fields: ["message"],
  start: (_, now) => ({ expiresAt: linkExpiry(now), email: "link" }),
  completedBy: "never",
  merchant: { notice: "deliveryChosen", action: "sendLinkAgain" },
  customer: { linkOpens: "archive", words: "link" },
};

/** When a link that goes out now expires. */
export function linkExpiry(now: Date): Date {
  return new Date(now.getTime() + LINK_LIFETIME_DAYS * 24 * 3600 * 1000);
}

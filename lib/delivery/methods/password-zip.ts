import type { Method } from "./method";

/**
 * A zip with a password, which the merchant downloads, sends to the customer, and marks as sent. Nothing is emailed; it
 * lives as long as the export.
 */
export const passwordZip: Method = {
  needs: { export: true, verifiedEmail: false },
  fields: [],
  start: ({ expiresAt }) => ({ expiresAt, email: null }),
  completedBy: "merchant",
  merchant: { notice: "zipChosen", action: "markAsSent" },
  customer: { linkOpens: null, words: "zip" },
};

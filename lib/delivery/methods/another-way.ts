import type { Method } from "./method";

/** Delivered without Dossier, in person or by post: the merchant notes how, and it is completed. */
export const anotherWay: Method = {
  needs: { export: false, verifiedEmail: false },
  fields: ["handedOverHow", "handedOverNote"],
  start: ({ expiresAt }) => ({ expiresAt, email: null }),
  completedBy: "choice",
  merchant: { notice: "handedOver", action: null },
  customer: { linkOpens: null, words: "handed" },
};

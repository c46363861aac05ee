import type { ReceiptChannel, RequestSource } from "@/prisma/generated/client";

/** How it is known who asks. Each has its words under the messages' `request.proof-…`. */
export type Identity =
  | "none"
  | "guest"
  | "signedIn"
  | "accountOnly"
  | "openid"
  | "staff"
  | "staffVerified"
  | "entered"
  | "enteredVerified"
  | "shopify"
  | "shopifyVerified";

interface Known {
  source: RequestSource;
  emailVerified: boolean;
  /** Who the store's hand-off signed in; null also where its OpenID Connect provider did. */
  platformCustomerId: string | null;
  /** How it came, where staff entered it. */
  receivedBy?: ReceiptChannel | null;
}

/** The one place that says how it is known who asks: pages, emails and deliveries ask it. */
export function identityOf({ source, emailVerified, platformCustomerId, receivedBy }: Known): Identity {
  if (source === "staff" && receivedBy) return emailVerified ? "enteredVerified" : "entered";
  if (source === "signed_in" && !emailVerified && platformCustomerId === null) return "openid";
  return emailVerified ? VERIFIED[source] : UNVERIFIED[source];
}

const VERIFIED = { guest: "guest", signed_in: "signedIn", staff: "staffVerified", shopify: "shopifyVerified" } as const;
const UNVERIFIED = { guest: "none", signed_in: "accountOnly", staff: "staff", shopify: "shopify" } as const;

/**
 * Whether a request itself proves who asks: they verified its address, or the store signed them in as one of its customers. An
 * OpenID Connect provider that does not vouch for the address proves only that it is the same person each time.
 */
export function provesIdentity(request: Known): boolean {
  return !["none", "staff", "entered", "shopify", "openid"].includes(identityOf(request));
}

/** When the request's address was verified; null while it is not, also where the store vouches for the account alone. */
export function addressVerifiedAt({ emailVerified, verifiedAt }: { emailVerified: boolean; verifiedAt: Date | null }) {
  return emailVerified ? verifiedAt : null;
}

import { cache } from "react";
import { readEmailAddress } from "@/lib/email-address";
import { readSession } from "./session";

/** The customer's identity according to their session, never to a form. */
export interface CustomerIdentity {
  /** Null for an account that a shop's proxy named: it knows the account's id alone. */
  email: string | null;
  emailNormalized: string | null;
  /** Proved by a link to the address, or vouched for by the store. */
  emailVerified: boolean;
  /** The platform's customer id, if the store handed them over. */
  platformCustomerId: string | undefined;
  /** The source whose ids that one means; undefined for the imported records. */
  platformSource?: string | undefined;
  /** Who signed them in by OpenID Connect, and as whom. No source's records are compared with that. */
  openidIssuer?: string | undefined;
  openidSubject?: string | undefined;
}

/** The customer who is signed in at this store, or null; a session of another store does not count. */
export const currentCustomer = cache(async (storeId: string): Promise<CustomerIdentity | null> => {
  const session = await readSession("customer");
  if (session?.storeId !== storeId || !(session.email || session.platformCustomerId)) return null;
  return {
    email: session.email,
    emailNormalized: session.email && readEmailAddress(session.email).normalized,
    emailVerified: session.emailVerified,
    platformCustomerId: session.platformCustomerId ?? undefined,
    platformSource: session.platformSource ?? undefined,
    openidIssuer: session.openidIssuer ?? undefined,
    openidSubject: session.openidSubject ?? undefined,
  };
});

import { expect, test } from "vitest";
import type { ReceiptChannel, RequestSource } from "@/prisma/generated/client";
import { addressVerifiedAt, type Identity, identityOf, provesIdentity } from "./identity";

const at = new Date("2027-01-01T00:00:00Z");

type Case = [
  RequestSource,
  boolean,
  Identity,
  boolean,
  receivedBy?: ReceiptChannel | null,
  platformCustomerId?: string,
];

test.each<Case>([
  ["guest", false, "none", false],
  ["guest", true, "guest", true],
  ["signed_in", false, "accountOnly", true, null, "8104"],
  // By OpenID Connect: the account is nobody's that the store knows.
  ["signed_in", false, "openid", false],
  ["signed_in", true, "signedIn", true],
  ["staff", false, "staff", false],
  ["staff", true, "staffVerified", true],
  ["staff", false, "entered", false, "phone"],
  ["staff", true, "enteredVerified", true, "letter"],
  ["guest", false, "none", false, "phone"],
  ["shopify", false, "shopify", false],
  ["shopify", true, "shopifyVerified", true],
])(
  "%s, with a verified address: %s",
  (source, emailVerified, identity, proves, receivedBy = null, platformCustomerId = undefined) => {
    const known = { source, emailVerified, receivedBy, platformCustomerId: platformCustomerId ?? null };
    expect(identityOf(known)).toBe(identity);
    expect(provesIdentity(known)).toBe(proves);
    // A signed-in person's request has a time from its beginning, whether or not its address is confirmed.
    expect(addressVerifiedAt({ emailVerified, verifiedAt: at })).toEqual(emailVerified ? at : null);
  },
);

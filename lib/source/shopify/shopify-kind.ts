import { UserError } from "@/lib/error";
import { type ConnectionKind, isSourceAddress, optionalField, secretField } from "@/lib/source/connection/kind";
import { requiredText } from "@/lib/store/typed-text";
import { type ShopifyCredentials, shopAddress, shopifyCredentials } from "./credentials";
import { shopifySource } from "./shopify-source";

/** How long a client secret that was replaced still verifies what Shopify signed with it. */
const SECRET_OVERLAP_DAYS = 7;

/** A shop on Shopify: the client id and secret of the merchant's own app, or the token of an older custom app. */
export const shopifyKind: ConnectionKind<ShopifyCredentials> = {
  source: shopifySource,
  rights: ["erase", "object"],
  credentials: shopifyCredentials,
  fields: [
    {
      ...{ name: "shop", of: "address", type: "text" },
      schema: requiredText(300, "shopAddress", "shopAddress").refine((text) => toAddress(text) !== undefined, {
        error: "shopAddress",
      }),
    },
    optionalField({ ...secretField("clientId"), type: "text" }),
    optionalField(secretField("clientSecret")),
    optionalField(secretField("adminToken")),
  ],
  toAddress: ({ shop = "" }) => toAddress(shop) ?? "",
  toCredentials({ clientId, clientSecret, adminToken }, before) {
    const parsed = shopifyCredentials.safeParse({ clientId, clientSecret, adminToken });
    if (!parsed.success) throw new UserError("credentialsIncomplete");
    const replaced = before?.clientSecret;
    if (!replaced || before.clientId !== clientId) return parsed.data;
    const { formerClientSecret } = before;
    // Saved again: the one that it has replaced still verifies as long as it would have.
    if (replaced === clientSecret) return { ...parsed.data, ...(formerClientSecret && { formerClientSecret }) };
    const until = new Date(Date.now() + SECRET_OVERLAP_DAYS * 24 * 3600 * 1000).toISOString();
    return { ...parsed.data, formerClientSecret: { secret: replaced, until } };
  },
  formerUntil: ({ formerClientSecret }) => formerClientSecret?.until,
};

/** A shop's address, or that of a test server that ALLOW_PRIVATE_SOURCES names. */
function toAddress(text: string): string | undefined {
  const isPrivate = text.startsWith("http://") && isSourceAddress(text);
  return isPrivate ? new URL(text).origin : shopAddress(text);
}

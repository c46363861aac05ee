import { z } from "zod";

/**
 * What a connection to Shopify keeps sealed: the id and secret of the merchant's own app, which get access tokens of 24 hours,
 * or the lasting token of a custom app that was made in the shop's admin before 2026. A secret that was replaced signs
 * webhooks and proxied pages for a while.
 */
export const shopifyCredentials = z
  .object({
    clientId: z.string().min(1).optional(),
    clientSecret: z.string().min(1).optional(),
    formerClientSecret: z.object({ secret: z.string().min(1), until: z.iso.datetime() }).optional(),
    accessToken: z.string().min(1).optional(),
    accessTokenExpiresAt: z.iso.datetime().optional(),
    adminToken: z.string().min(1).optional(),
  })
  .refine(({ clientId, clientSecret, adminToken }) => adminToken || (clientId && clientSecret));

export type ShopifyCredentials = z.infer<typeof shopifyCredentials>;

/** A shop's address as Shopify names it, such as "https://northwind.myshopify.com"; undefined for any other text. */
export function shopAddress(text: string): string | undefined {
  const shop = text
    .trim()
    .toLowerCase()
    .replace(/^https:\/\//, "")
    .replace(/\/.*$/, "");
  return /^[a-z0-9][a-z0-9-]{0,59}\.myshopify\.com$/.test(shop) ? `https://${shop}` : undefined;
}

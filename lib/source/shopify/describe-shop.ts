import { z } from "zod";
import type { Section } from "@/lib/section/sections";
import { notGiven } from "@/lib/source/not-given";
import { OutboundError } from "@/lib/source/outbound-http/outbound-error";
import { outboundLimits } from "@/lib/time-limits";
import { callShopify } from "./call-shopify";
import { text } from "./parts";
import { withheldBy } from "./reader";
import type { Shop } from "./shop";

export const shopAndScopes = {
  document: `query ShopAndScopes {
    shop { name myshopifyDomain } currentAppInstallation { accessScopes { handle } }
  }`,
  answer: z.object({
    shop: z.object({ name: z.string(), myshopifyDomain: z.string() }),
    currentAppInstallation: z.object({ accessScopes: z.array(z.object({ handle: z.string() })) }),
  }),
};

/** Any customer's personal fields: whether Shopify gives them to this app. */
export const anyCustomer = {
  document: `query AnyCustomer { customers(first: 1) { nodes {
    id firstName lastName defaultEmailAddress { emailAddress } defaultPhoneNumber { phoneNumber } defaultAddress { id address1 }
  } } }`,
  answer: z.object({ customers: z.object({ nodes: z.array(z.object({ id: z.string(), firstName: text })) }) }),
};

/** What a scope that was not granted leaves out. */
const NEEDED = [
  ...(["read_orders", "read_all_orders", "read_returns", "read_draft_orders", "read_gift_cards"] as const),
  ...(["read_store_credit_accounts", "read_store_credit_account_transactions"] as const),
];

/** What the Admin API holds and does not give by person, or to this app. */
const NEVER_GIVEN = (["abandonedCheckouts", "paymentMethods", "otherApps"] as const).map((key) => notGiven(key));

/**
 * What a shop holds and its app may read. What the granted scopes leave out, and what Shopify withholds from the app, is named.
 * @throws OutboundError "unauthorized" where the app may not read customers.
 */
export async function describeShop({ connection }: Shop, signal: AbortSignal) {
  const options = { signal, anyway: true, timeoutSeconds: outboundLimits.checkSeconds };
  const { data } = await callShopify(connection, shopAndScopes, {}, options);
  if (!data) throw new OutboundError("unauthorized");
  const scopes = data.currentAppInstallation.accessScopes.map(({ handle }) => handle).toSorted();
  if (!scopes.includes("read_customers")) throw new OutboundError("unauthorized");
  const { withheld } = await callShopify(connection, anyCustomer, {}, options);
  const sections: Section[] = ["profile", "addresses", "consents"];
  if (scopes.includes("read_orders")) sections.push("orders");
  const missing = NEEDED.filter((scope) => !scopes.includes(scope)).map((scope) => notGiven(scope));
  const { name, myshopifyDomain: shop } = data.shop;
  return { name, shop, scopes, sections, notGiven: [...missing, ...withheld.map(withheldBy), ...NEVER_GIVEN] };
}

import { Kind, parse, visit } from "graphql";
import { expect, test } from "vitest";
import { MAX_COST, requestedCost } from "@/test/harness/shopify/cost";
import { checkQuery, SCHEMA_VERSION } from "@/test/harness/shopify/schema";
import * as acts from "./act-nodes";
import { API_VERSION } from "./call-shopify";
import * as customers from "./customer-node";
import * as shop from "./describe-shop";
import * as orders from "./order-queries";
import * as own from "./own-nodes";

/** Links and tokens that give access to whoever has them. */
const FORBIDDEN = [
  ...["statusPageUrl", "invoiceUrl", "abandonedCheckoutUrl", "unsubscribeUrl", "marketingUnsubscribeUrl"],
  ...["openTrackingUrl", "multipassIdentifier", "cartToken", "checkoutToken"],
];

/** Every query document that the connector has, by the name that it gives itself. */
function documentsIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  if ("document" in value && typeof value.document === "string") return [value.document];
  return "_zod" in value ? [] : Object.values(value).flatMap(documentsIn);
}
const documents = [acts, customers, shop, orders, own].flatMap((module) => documentsIn({ ...module }));
const named = documents.map((document) => [/^(?:query|mutation) (\w+)/.exec(document)?.[1] ?? "", document] as const);
const everything = { withReturns: true, withTransactions: true, first: 50 };

test("every query is known here", () => {
  expect(named.length).toBeGreaterThan(25);
  expect(new Set(named.map(([name]) => name)).size).toBe(named.length);
  expect(API_VERSION).toBe(SCHEMA_VERSION);
});

test.each(named)(
  "%s is valid against Shopify's schema, affordable, and asks for no key to anything",
  (_name, document) => {
    expect(checkQuery(document).errors).toEqual([]);
    const fields: string[] = [];
    visit(parse(document), {
      enter: (node) => {
        if (node.kind === Kind.FIELD) fields.push(node.name.value);
      },
    });
    expect(fields.filter((field) => FORBIDDEN.includes(field))).toEqual([]);
    expect(requestedCost(parse(document), everything)).toBeLessThanOrEqual(MAX_COST * 0.9);
  },
);

test("a query that Shopify's schema does not have is noticed", () => {
  expect(checkQuery("{ customer(id: 1) { id emailVerified } }").errors[0]).toContain("emailVerified");
  expect(checkQuery("{ customer(id: 1) { email } }").errors[0]).toContain("deprecated");
});

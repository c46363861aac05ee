import { z } from "zod";
import type { VendureDescription } from "./description";

// Of orders, whose answers grow long; Vendure gives at most 100.
const PAGE_ROWS = 20;

const id = z.union([z.string(), z.number()]).transform(String);
const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString());
const money = z.int();
const custom = z.record(z.string(), z.unknown()).nullish();
const text = z.string().nullish();

const address = z.object({
  ...{ fullName: text, company: text, streetLine1: text, streetLine2: text, city: text, province: text },
  ...{ postalCode: text, phoneNumber: text },
});
const ADDRESS = "fullName company streetLine1 streetLine2 city province postalCode phoneNumber";
export type VendureAddress = z.infer<typeof address> & { countryCode?: string | null | undefined };

const found = z.object({
  ...{ id, firstName: text, lastName: text, emailAddress: z.string(), phoneNumber: text },
  user: z.object({ id }).nullish(),
  addresses: z.array(z.object({ country: z.object({ code: z.string() }).nullish() })).nullish(),
  orders: z.object({ totalItems: z.int().min(0), items: z.array(z.object({ orderPlacedAt: instant.nullish() })) }),
});
const FOUND = `id firstName lastName emailAddress phoneNumber user { id } addresses { country { code } }
  orders(options: { take: 1, sort: { orderPlacedAt: DESC } }) { totalItems items { orderPlacedAt } }`;
/** A customer as a list shows it. */
export type FoundCustomer = z.infer<typeof found>;

/** Customers by a filter, the newest first. */
export function findCustomers(filter: Record<string, unknown>, take: number, skip = 0) {
  return {
    query: `query($options: CustomerListOptions) { customers(options: $options) { totalItems items { ${FOUND} } } }`,
    variables: { options: { filter, take, skip, sort: { createdAt: "DESC" } } },
    schema: z.object({ customers: z.object({ totalItems: z.int(), items: z.array(found) }) }),
  };
}

const withCustom = (names: string[]) => (names.length > 0 ? `customFields { ${names.join(" ")} }` : "");

const profile = z.object({
  ...{ id, createdAt: instant, updatedAt: instant, title: text, customFields: custom },
  ...{ firstName: text, lastName: text, emailAddress: z.string(), phoneNumber: text },
  groups: z.array(z.object({ name: z.string() })).nullish(),
  addresses: z.array(z.object({ id, defaultBillingAddress: z.boolean().nullish() })).nullish(),
  user: z
    .object({
      ...{ id, identifier: z.string(), verified: z.boolean(), lastLogin: instant.nullish() },
      authenticationMethods: z.array(z.object({ strategy: z.string() })).nullish(),
    })
    .nullish(),
});
export type VendureProfile = z.infer<typeof profile>;

/** One customer. */
export function readProfile(record: string, { customFields }: VendureDescription) {
  const query = `query($id: ID!) { customer(id: $id) { id createdAt updatedAt title firstName lastName emailAddress phoneNumber
    groups { name } addresses { id defaultBillingAddress } user { id identifier verified lastLogin authenticationMethods { strategy } }
    ${withCustom(customFields.customer)} } }`;
  return { query, variables: { id: record }, schema: z.object({ customer: profile.nullish() }) };
}

const saved = address.extend({
  ...{ id, defaultShippingAddress: z.boolean().nullish() },
  country: z.object({ code: z.string() }).nullish(),
});
export type SavedAddress = z.infer<typeof saved>;

/** The addresses of one customer: Vendure gives them all at once. */
export function readAddresses(record: string) {
  const query = `query($id: ID!) { customer(id: $id) { id addresses { id ${ADDRESS} defaultShippingAddress
    country { code } } } }`;
  const customer = z.object({ id, addresses: z.array(saved).nullish() });
  return { query, variables: { id: record }, schema: z.object({ customer: customer.nullish() }) };
}

const customerOf = z.object({ id }).nullish();
const shippedTo = address.extend({ countryCode: text }).nullish();
const order = z.object({
  ...{ id, code: z.string(), type: z.string(), state: z.string(), active: z.boolean(), customFields: custom },
  ...{ createdAt: instant, updatedAt: instant, orderPlacedAt: instant.nullish(), currencyCode: z.string() },
  customer: z.object({ id, emailAddress: z.string() }).nullish(),
  ...{ subTotalWithTax: money, shippingWithTax: money, totalWithTax: money, couponCodes: z.array(z.string()) },
  taxSummary: z.array(z.object({ description: z.string(), taxRate: z.number(), taxTotal: money })),
  lines: z.array(
    z.object({
      ...{ id, quantity: z.int(), orderPlacedQuantity: z.int(), taxRate: z.number(), customFields: custom },
      ...{ unitPriceWithTax: money, linePriceWithTax: money, proratedLinePriceWithTax: money },
      productVariant: z.object({ sku: z.string(), name: z.string() }),
    }),
  ),
  surcharges: z.array(z.object({ description: z.string(), sku: text, priceWithTax: money })),
  discounts: z.array(z.object({ type: z.string(), description: z.string(), amountWithTax: money })),
  promotions: z.array(z.object({ name: z.string(), couponCode: text })),
  shippingLines: z.array(z.object({ priceWithTax: money, shippingMethod: z.object({ name: z.string() }) })),
  payments: z
    .array(
      z.object({
        ...{ id, createdAt: instant, method: z.string(), amount: money, state: z.string(), transactionId: text },
        refunds: z.array(
          z.object({ id, createdAt: instant, total: money, state: z.string(), reason: text, transactionId: text }),
        ),
      }),
    )
    .nullish(),
  fulfillments: z
    .array(z.object({ id, createdAt: instant, state: z.string(), method: z.string(), trackingCode: text }))
    .nullish(),
  modifications: z.array(z.object({ createdAt: instant, priceChange: money, note: z.string() })),
  ...{ shippingAddress: shippedTo, billingAddress: shippedTo },
});
export type VendureOrder = z.infer<typeof order>;

const listOf = <T extends z.ZodType>(item: T) => z.object({ totalItems: z.int().min(0), items: z.array(item) });

/** A page of a customer's orders, carts among them, the oldest first. */
export function readOrders(record: string, { customFields }: VendureDescription) {
  const query = `query($id: ID!, $skip: Int!) { customer(id: $id) { id
    orders(options: { skip: $skip, take: ${PAGE_ROWS}, sort: { id: ASC } }) { totalItems items {
      id code type state active createdAt updatedAt orderPlacedAt currencyCode customer { id emailAddress }
      subTotalWithTax shippingWithTax totalWithTax couponCodes taxSummary { description taxRate taxTotal }
      lines { id quantity orderPlacedQuantity taxRate unitPriceWithTax linePriceWithTax proratedLinePriceWithTax
        productVariant { sku name } ${withCustom(customFields.line)} }
      surcharges { description sku priceWithTax } discounts { type description amountWithTax }
      promotions { name couponCode } shippingLines { priceWithTax shippingMethod { name } }
      payments { id createdAt method amount state transactionId
        refunds { id createdAt total state reason transactionId } }
      fulfillments { id createdAt state method trackingCode } modifications { createdAt priceChange note }
      shippingAddress { ${ADDRESS} countryCode } billingAddress { ${ADDRESS} countryCode }
      ${withCustom(customFields.order)} } } } }`;
  const customer = z.object({ id, orders: listOf(order) });
  const schema = z.object({ customer: customer.nullish() }).transform(({ customer: one }) => list(one, one?.orders));
  return { query, variables: { id: record }, schema };
}

const entry = z.object({ id, createdAt: instant, type: z.string(), isPublic: z.boolean(), data: z.unknown() });
export type VendureEntry = z.infer<typeof entry>;
const HISTORY = `history(options: { skip: $skip, take: 100, sort: { createdAt: ASC } }) {
  totalItems items { id createdAt type isPublic data } }`;

/** A page of what Vendure noted about a customer, the oldest first. */
export function readHistory(record: string) {
  const customer = z.object({ id, history: listOf(entry) });
  return {
    query: `query($id: ID!, $skip: Int!) { customer(id: $id) { id ${HISTORY} } }`,
    variables: { id: record },
    schema: z.object({ customer: customer.nullish() }).transform(({ customer: one }) => list(one, one?.history)),
  };
}

/** A page of what Vendure noted about an order of a customer, the oldest first. */
export function readOrderHistory(orderId: string) {
  const held = z.object({ customer: customerOf, history: listOf(entry) });
  return {
    query: `query($id: ID!, $skip: Int!) { order(id: $id) { customer { id } ${HISTORY} } }`,
    variables: { id: orderId },
    schema: z.object({ order: held.nullish() }).transform(({ order: one }) => list(one?.customer, one?.history)),
  };
}

/** A page of a list, and the id of the customer whose it is; none where there is no such list. */
export interface CustomersList<T> {
  customer: string | undefined;
  totalItems: number;
  items: T[];
}

function list<T>(
  customer: { id: string } | null | undefined,
  of: { totalItems: number; items: T[] } | undefined,
): CustomersList<T> {
  return { customer: customer?.id, totalItems: of?.totalItems ?? 0, items: of?.items ?? [] };
}

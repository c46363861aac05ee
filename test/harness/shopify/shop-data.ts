import type { Faults } from "./server";

/** An object of Shopify's as it is seeded: its fields by name; what is left out is null, false, an empty list or no money. */
export type Seeded = Record<string, unknown> & { id: string };

/** A shop's data. Tests change them as they go. */
export interface ShopData {
  customers: Seeded[];
  orders: Seeded[];
  draftOrders: Seeded[];
  giftCards: Seeded[];
}

const gid = (type: string, id: number | string) => `gid://shopify/${type}/${id}`;
const DAY_MS = 24 * 3600 * 1000;

export function daysAgo(days: number): string {
  return new Date(Date.now() - days * DAY_MS).toISOString();
}

/** A customer by their number and address. */
export function seedCustomer(id: number, email: string, fields: Record<string, unknown> = {}): Seeded {
  return {
    ...{
      __typename: "Customer",
      id: gid("Customer", id),
      displayName: `Customer ${id}`,
      locale: "en",
      state: "ENABLED",
    },
    ...{ createdAt: daysAgo(400), updatedAt: daysAgo(3), numberOfOrders: "0", lifetimeDuration: "over 1 year" },
    ...{ productSubscriberStatus: "NEVER_SUBSCRIBED", statistics: {}, verifiedEmail: true },
    defaultEmailAddress: {
      ...{
        emailAddress: email,
        marketingState: "NOT_SUBSCRIBED",
        marketingUpdatedAt: null,
        openTrackingLevel: "UNKNOWN",
      },
      marketingUnsubscribeUrl: "https://shop.example/unsubscribe",
    },
    ...fields,
  };
}

/** An order by its number; a guest's where it names no customer. */
export function seedOrder(
  id: number,
  { customer, ...fields }: { customer?: Seeded } & Record<string, unknown> = {},
): Seeded {
  const createdAt = daysAgo(5);
  const address = customer?.defaultEmailAddress as { emailAddress: string } | undefined;
  return {
    ...{ __typename: "Order", id: gid("Order", id), name: `#${id}`, email: address?.emailAddress ?? null, customer },
    ...{ createdAt, processedAt: createdAt, updatedAt: createdAt, currencyCode: "EUR", presentmentCurrencyCode: "EUR" },
    ...{ displayFinancialStatus: "PAID", displayFulfillmentStatus: "UNFULFILLED", returnStatus: "NO_RETURN" },
    ...{
      paymentGatewayNames: ["shopify_payments"],
      sourceName: "web",
      totalPriceSet: "12.50",
      subtotalPriceSet: "12.50",
    },
    risk: { recommendation: "NONE", assessments: [] },
    lineItems: [seedLine(id * 10)],
    transactions: [seedTransaction(id * 10)],
    ...fields,
  };
}

export function seedLine(id: number, fields: Record<string, unknown> = {}): Seeded {
  return { id: gid("LineItem", id), name: "Pen", sku: "PEN-1", quantity: 1, originalUnitPriceSet: "12.50", ...fields };
}

export function seedTransaction(id: number, fields: Record<string, unknown> = {}): Seeded {
  return {
    ...{ id: gid("OrderTransaction", id), kind: "SALE", status: "SUCCESS", gateway: "shopify_payments" },
    ...{ createdAt: daysAgo(5), processedAt: daysAgo(5), amountSet: "12.50", accountNumber: "•••• 4242" },
    paymentDetails: { __typename: "CardPaymentDetails", company: "Visa", paymentMethodName: "card" },
    ...fields,
  };
}

/** Any other object by its type and number. */
export function seed(type: string, id: number, fields: Record<string, unknown>): Seeded {
  return { __typename: type, id: gid(type, id), ...fields };
}

/** The fields of Shopify's QueryRoot over a shop's data. */
export function rootOf(data: ShopData, shop: string, faults: Faults) {
  const since = () => (faults.scopes.has("read_all_orders") ? "" : daysAgo(60));
  const orders = () => data.orders.filter(({ createdAt }) => String(createdAt) > since());
  for (const customer of data.customers) {
    customer.orders ??= () => (faults.ignoresFilter ? orders() : orders().filter((one) => one.customer === customer));
    customer.lastOrder ??= () => orders().findLast((one) => one.customer === customer) ?? null;
  }
  const byId =
    (all: Seeded[]) =>
    ({ id }: { id: string }) =>
      all.find((one) => (faults.answersAnother ? one.id !== id : one.id === id)) ?? null;
  const filtered =
    (all: () => Seeded[]) =>
    ({ query = "" }: { query?: string }) =>
      faults.ignoresFilter ? all() : all().filter((one) => fits(one, query));
  const known = () => [...data.customers, ...data.orders, ...data.draftOrders, ...data.giftCards].flatMap(within);
  return {
    shop: { name: "Northwind", myshopifyDomain: shop },
    currentAppInstallation: () => ({
      accessScopes: [...faults.scopes].map((handle) => ({ handle, description: handle })),
    }),
    customer: (args: { id: string }) => byId(data.customers)(args),
    order: (args: { id: string }) => byId(orders())(args),
    node: (args: { id: string }) => byId(known())(args),
    customers: filtered(() => data.customers),
    orders: filtered(orders),
    draftOrders: filtered(() => data.draftOrders),
    giftCards: filtered(() => data.giftCards),
  };
}

/** An object, and those within it that have lists of their own. */
function within(one: Seeded): Seeded[] {
  const inner = ["refunds", "returns", "storeCreditAccounts"].flatMap(
    (field) => (one[field] as Seeded[] | undefined) ?? [],
  );
  return [one, ...inner];
}

/** Shopify's search, as far as it is asked here: `email:"…"`, `customer_id:…`, or quoted text that is within a name. */
function fits(one: Seeded, query: string): boolean {
  return [...query.matchAll(/(?:(\w+):)?("(?:\\.|[^"\\])*"|\S+)/g)].every(([, field, raw = ""]) => {
    const value = raw.replace(/^"|"$/g, "").replace(/\\(.)/g, "$1").toLowerCase();
    const { email, phone, name, displayName, customer, defaultEmailAddress, defaultPhoneNumber, recipientAttributes } =
      one;
    const address = (defaultEmailAddress as { emailAddress: string } | undefined)?.emailAddress ?? email ?? "";
    const number = (defaultPhoneNumber as { phoneNumber: string } | undefined)?.phoneNumber ?? phone ?? "";
    switch (field) {
      case "email":
        return String(address).toLowerCase() === value;
      case "phone":
        return String(number).replace(/\D/g, "").endsWith(value.replace(/\D/g, "").replace(/^0+/, ""));
      case "customer_id":
        return (customer as Seeded | undefined)?.id.endsWith(`/${value}`) ?? false;
      case "recipient_id":
        return (
          (recipientAttributes as { recipient?: Seeded } | undefined)?.recipient?.id.endsWith(`/${value}`) ?? false
        );
      default:
        return [address, number, name, displayName].some((text) =>
          String(text ?? "")
            .toLowerCase()
            .includes(value),
        );
    }
  });
}

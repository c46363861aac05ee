import { afterEach, expect, test, vi } from "vitest";
import { logger } from "@/lib/logger";
import { orders as ordersSection } from "@/lib/section/orders";
import { descriptors } from "@/lib/section/sections";
import { ownSectionsSchema, readOwnRow } from "@/lib/source/own-section";
import type { Clues } from "@/lib/source/source";
import { allowPrivateSources, stopListening } from "@/test/harness/local-server";
import { collect } from "@/test/harness/shopify/collect";
import { connectShopify } from "@/test/harness/shopify/connect";
import { type ShopifyServer, startShopify } from "@/test/harness/shopify/server";
import { daysAgo, seed, seedCustomer, seedLine, seedOrder, seedTransaction } from "@/test/harness/shopify/shop-data";
import { withTestDatabase } from "@/test/harness/test-database";

withTestDatabase();

let server: ShopifyServer | undefined;
afterEach(async () => {
  allowPrivateSources();
  await stopListening();
  // Whatever a test is about: no query was refused by Shopify's schema, and no seed lacks what it must have.
  expect(server?.told.invalid ?? []).toEqual([]);
});

const never = new AbortController().signal;
const EMAIL = "ada@mail.example";
const ada = { emailNormalized: EMAIL, provedAt: new Date() };

async function connected(data: Parameters<typeof startShopify>[0] = {}, scopes?: string[]) {
  server = await startShopify(data);
  if (scopes) server.faults.scopes = new Set(scopes);
  return { server, ...(await connectShopify(server)) };
}

const clues = (storeId: string, fields: Partial<Clues> = {}): Clues => ({
  ...{ storeId, platformIds: [], emails: [], phones: [], records: [] },
  ...fields,
});

function withoutRecord({ record: _, ...row }: Record<string, unknown>) {
  return row;
}

/** Ada with her order and a guest's under her address, and a stranger with theirs. */
function twoPeople() {
  const own = seedCustomer(7, "Ada@Mail.example", { displayName: "Ada Byron", numberOfOrders: "1" });
  const stranger = seedCustomer(8, "eve@mail.example", { displayName: "Eve" });
  const orders = [
    seedOrder(70, { customer: own }),
    seedOrder(71, { email: "ADA@mail.example" }),
    seedOrder(80, { customer: stranger }),
    seedOrder(81, { email: "xada@mail.example" }),
    seedOrder(82, { customer: stranger, email: EMAIL }),
  ];
  return { customers: [own, stranger], orders };
}

test("a check says the shop, what its app may read, and what it cannot give", async () => {
  const { source, description } = await connected();
  expect(description).toMatchObject({
    ...{ name: "Northwind", shop: "northwind.myshopify.com", sections: ["profile", "addresses", "consents", "orders"] },
    notGiven: [expect.stringContaining("Abandoned checkouts"), expect.any(String), expect.any(String)],
  });
  expect(source.origin).toEqual({ platform: "shopify", shop: "northwind.myshopify.com" });
  expect(ownSectionsSchema.safeParse(source.own?.map(({ section }) => section)).success).toBe(true);
  expect(source.own).toHaveLength(5);
  const few = await connected({}, ["read_customers", "read_orders"]);
  expect(few.description.notGiven).toContain(
    "Orders placed more than 60 days ago: the app lacks the access scope read_all_orders",
  );
  expect(few.source.own?.map(({ section }) => section.key)).toEqual(["metafields", "events"]);
  server?.faults.redacted.add("Customer.firstName");
  server?.data.customers.push(seedCustomer(7, EMAIL));
  expect(await few.source.describe(never)).toMatchObject({
    notGiven: expect.arrayContaining(["Withheld by the platform: first name"]),
  });
  await expect(connected({}, ["read_products"])).rejects.toMatchObject({ failure: "unauthorized" });
});

test("the person's records are found by id, address and phone, each compared again", async () => {
  const data = twoPeople();
  data.customers.push(seedCustomer(9, "nine@mail.example", { defaultPhoneNumber: { phoneNumber: "+442079460001" } }));
  const { source, storeId, server } = await connected(data);
  expect(await source.match(clues(storeId, { platformIds: ["8", "8 OR 7"], emails: [ada] }), never)).toEqual([
    { record: "8", label: "Eve", reason: "account" },
    { record: "7", label: "Ada Byron", reason: "address" },
  ]);
  expect(await source.match(clues(storeId, { phones: ["+44 20 7946 0001"] }), never)).toEqual([
    { record: "9", label: "Customer 9", reason: "same_phone" },
  ]);
  const stated = { emailNormalized: EMAIL, provedAt: null };
  expect((await source.match(clues(storeId, { emails: [stated] }), never))[0]?.reason).toBe("stated_address");
  expect(await source.match(clues(storeId), never)).toEqual([]);
  // Without an account, a guest is known by the oldest of their orders.
  server.data.customers.shift();
  expect(await source.match(clues(storeId, { emails: [ada] }), never, () => {})).toEqual([
    { record: "order-71", label: "#71", reason: "address" },
  ]);
});

test("a guest is found behind whole pages of orders that are others', and by the linked order, wherever it is", async () => {
  const stranger = seedCustomer(8, "eve@mail.example");
  const others = Array.from({ length: 120 }, (_, index) => seedOrder(index + 1, { customer: stranger, email: EMAIL }));
  const own = [500, 501].map((id) => seedOrder(id, { email: EMAIL }));
  const { source, storeId } = await connected({ customers: [stranger], orders: [...others, ...own] });
  const match = async (records: string[] = []) =>
    (await source.match(clues(storeId, { emails: [ada], records }), never)).map(({ record }) => record);
  expect(await match()).toEqual(["order-500"]);
  expect(await match(["order-501"])).toEqual([]);
  expect(await match(["order-9"])).toEqual(["order-500"]);
});

test("orders of the account and of a guest under the proved address come once each; nobody else's come", async () => {
  const { source, storeId } = await connected(twoPeople());
  const found = await collect({ source, storeId }, "orders", { records: ["7"], emails: [EMAIL] });
  expect(found.rows.map(({ platformId, record }) => [platformId, record])).toEqual([
    ["70", "7"],
    ["71", "order-71"],
  ]);
  // Another account's order that names this address is the account's.
  expect(found.dropped).toBe(1);
  const unproved = await collect({ source, storeId }, "orders", { records: ["7"] });
  expect(unproved.rows.map(({ platformId }) => platformId)).toEqual(["70"]);
  const guest = await collect({ source, storeId }, "orders", { records: ["order-71"], emails: [EMAIL] });
  expect(guest.rows.map(({ platformId, record }) => [platformId, record])).toEqual([["71", "order-71"]]);
  expect((await collect({ source, storeId }, "orders", { emails: [EMAIL] })).rows).toEqual([]);
  // A guest's order that an account has by now.
  expect(await collect({ source, storeId }, "orders", { records: ["order-70"] })).toMatchObject({
    rows: [],
    dropped: 1,
  });
});

test("a shop that ignores every filter, or answers another object, gives nothing of others, and all of it is counted", async () => {
  const warn = vi.spyOn(logger, "warn").mockImplementation(() => {});
  const data = twoPeople();
  data.orders.shift();
  const draft = (id: number, customer: unknown) =>
    seed("DraftOrder", id, { name: "#D", createdAt: daysAgo(1), updatedAt: daysAgo(1), customer });
  const card = (id: number, customer: unknown) =>
    seed("GiftCard", id, { lastCharacters: "abcd", createdAt: daysAgo(1), customer });
  const strangers = { draftOrders: [draft(1, data.customers[1])], giftCards: [card(1, data.customers[1])] };
  const { source, storeId, server } = await connected({ ...data, ...strangers });
  server.faults.ignoresFilter = true;
  const records = ["7"];
  const orders = await collect({ source, storeId }, "orders", { records, emails: [EMAIL] });
  expect(orders.rows.map(({ platformId }) => platformId)).toEqual(["71"]);
  expect(orders.dropped).toBe(4 + 3);
  expect(await collect({ source, storeId }, "draft-orders", { records })).toMatchObject({ rows: [], dropped: 1 });
  expect(await collect({ source, storeId }, "gift-cards", { records })).toMatchObject({ rows: [], dropped: 2 });
  const drop = vi.fn();
  const nobody = { emails: [{ ...ada, emailNormalized: "nobody@mail.example" }], phones: ["+44 20 7946 0001"] };
  expect(await source.match(clues(storeId, nobody), never, drop)).toEqual([]);
  expect(drop.mock.calls).toEqual([[2 + 4 + 2]]);
  expect(JSON.stringify(warn.mock.calls)).not.toContain("mail.example");
  server.faults.answersAnother = true;
  for (const section of ["profile", "consents", "addresses", "orders", "metafields", "events", "store-credit"] as const)
    expect((await collect({ source, storeId }, section, { records })).rows, section).toEqual([]);
  expect((await collect({ source, storeId }, "profile", { records: ["7", "order-71"] })).dropped).toBe(2);
  expect(await source.match(clues(storeId, { platformIds: ["7"] }), never, drop)).toEqual([]);
  expect(await source.read({ storeId, record: "7" })).toBeUndefined();
});

test("an order holds all that its lists hold, nested ones too, each read to its end", async () => {
  const own = seedCustomer(7, EMAIL);
  const many = <T>(count: number, make: (index: number) => T) =>
    Array.from({ length: count }, (_, index) => make(index + 1));
  const refund = (id: number) =>
    seed("Refund", id, {
      ...{ createdAt: daysAgo(1), totalRefundedSet: "1.00", note: `Refund ${id}` },
      refundLineItems: many(12, (line) =>
        seed("RefundLineItem", id * 100 + line, { quantity: 1, lineItem: seedLine(line), restockType: "RETURN" }),
      ),
    });
  const returned = (id: number) =>
    seed("Return", id, {
      ...{ name: `#R${id}`, status: "OPEN", createdAt: daysAgo(1) },
      returnLineItems: many(11, (line) => ({
        id: `gid://shopify/ReturnLineItem/${id * 100 + line}`,
        quantity: 1,
        returnReasonNote: "Too small",
        customerNote: "Sorry",
      })),
    });
  const visit = (id: number) =>
    seed("CustomerVisit", id, { occurredAt: daysAgo(6), source: "Google", landingPage: "/pens" });
  const order = seedOrder(70, {
    customer: own,
    ...{ clientIp: "192.0.2.7", note: "Ring twice", customAttributes: [{ key: "Gift", value: "yes" }], tags: ["b2b"] },
    ...{ displayFinancialStatus: "PARTIALLY_REFUNDED", totalRefundedSet: "3.00" },
    billingAddress: {
      id: "gid://shopify/MailingAddress/1",
      name: "Ada Byron",
      address1: "1 St",
      city: "London",
      countryCodeV2: "GB",
    },
    lineItems: many(107, (id) => seedLine(id)),
    transactions: many(5, (id) => seedTransaction(id)),
    refunds: many(3, refund),
    returns: many(3, returned),
    fulfillments: many(3, (id) => ({
      id: `gid://shopify/Fulfillment/${id}`,
      name: `#F${id}`,
      createdAt: daysAgo(2),
      totalQuantity: 1,
      trackingInfo: [{ number: `T${id}` }],
    })),
    localizedFields: many(5, (id) => ({
      key: "TAX_CREDENTIAL_BR",
      title: `Tax ${id}`,
      value: `V${id}`,
      countryCode: "BR",
    })),
    metafields: many(5, (id) =>
      seed("Metafield", id, { namespace: "app", key: `k${id}`, type: "text", value: `v${id}`, updatedAt: daysAgo(1) }),
    ),
    events: many(9, (id) => ({
      id: `gid://shopify/BasicEvent/${id}`,
      createdAt: daysAgo(1),
      message: `Event ${id}`,
      action: "x",
    })),
    customerJourneySummary: {
      customerOrderIndex: 0,
      momentsCount: { count: 3 },
      moments: many(3, visit),
      firstVisit: visit(1),
      lastVisit: visit(3),
    },
  });
  const { source, storeId } = await connected({ customers: [own], orders: [order] });
  const { rows, withheld } = await collect({ source, storeId }, "orders", { records: ["7"] });
  const [row] = rows;
  expect(ordersSection.schema.safeParse(row).success).toBe(true);
  expect(withheld).toEqual([]);
  expect(row).toMatchObject({
    ...{ name: "#70", total: "12.50", refunded: "3.00", financialStatus: "partially_refunded", platformId: "70" },
    ...{ note: "Ring twice", tags: ["b2b"], source: source.name, record: "7", paidAt: expect.any(String) },
    billingAddress: { name: "Ada Byron", line1: "1 St", city: "London", country: "GB" },
    attributes: {
      ...{ clientIp: "192.0.2.7", customAttributes: { Gift: "yes" }, localizedFields: { "Tax 5": "V5" } },
      ...{ metafields: { "app.k5": "v5" }, customerJourneySummary: { firstVisit: { source: "Google" } } },
    },
  });
  const lists = (row?.attributes ?? {}) as Record<string, { lines?: unknown[] }[]>;
  const lengths = ["transactions", "refunds", "returns", "fulfillments", "events"].map((name) => lists[name]?.length);
  expect(row?.lines).toHaveLength(107);
  expect(lengths).toEqual([5, 3, 3, 3, 9]);
  expect([...(lists.refunds ?? []), ...(lists.returns ?? [])].map(({ lines }) => lines?.length)).toEqual([
    12, 12, 12, 11, 11, 11,
  ]);
  expect(row?.attributes).toHaveProperty("customerJourneySummary.visits.length", 3);
});

test("who the customer is, their addresses and what they agreed to", async () => {
  const address = (id: number) => ({
    id: `gid://shopify/MailingAddress/${id}?model_name=CustomerAddress`,
    name: `Home ${id}`,
    zip: "50667",
    countryCodeV2: "DE",
  });
  const consent = { state: "SUBSCRIBED", optInLevel: "CONFIRMED_OPT_IN", updatedAt: "2026-02-03T04:05:06+01:00" };
  const own = seedCustomer(7, EMAIL, {
    ...{ firstName: "Ada", lastName: "Byron", note: "VIP", tags: ["b2b"], taxExempt: true, amountSpent: "99.50" },
    defaultEmailAddress: {
      emailAddress: EMAIL,
      marketingState: "UNSUBSCRIBED",
      marketingUpdatedAt: "2026-01-02T03:04:05Z",
      openTrackingLevel: "OPTED_OUT",
    },
    defaultPhoneNumber: { phoneNumber: "+4922112345", smsMarketingConsent: consent, whatsAppMarketingConsent: consent },
    ...{ defaultAddress: address(1), addressesV2: Array.from({ length: 103 }, (_, index) => address(index + 1)) },
    ...{
      statistics: { rfmGroup: "CHAMPIONS" },
      companyContactProfiles: [{ title: "Buyer", company: { name: "Finch Ltd" } }],
    },
  });
  const { source, storeId } = await connected({ customers: [own], orders: [seedOrder(71, { email: EMAIL })] });
  const profile = await collect({ source, storeId }, "profile", { records: ["7", "order-71", "no record"] });
  expect(profile.rows).toMatchObject([
    {
      ...{
        kind: "account",
        firstName: "Ada",
        email: EMAIL,
        phone: "+4922112345",
        taxExempt: true,
        platformId: "7",
        id: "7",
        record: "7",
      },
      attributes: {
        verifiedEmail: true,
        rfmGroup: "champions",
        "Total Spent": "99.50 EUR",
        companies: [{ name: "Finch Ltd" }],
      },
    },
    { kind: "guest", email: EMAIL, platformId: null, id: "order-71" },
  ]);
  const addresses = await collect({ source, storeId }, "addresses", { records: ["7"] });
  expect(addresses.rows).toHaveLength(103);
  expect(addresses.rows[0]).toMatchObject({
    name: "Home 1",
    postalCode: "50667",
    country: "DE",
    isDefault: true,
    platformId: "1",
  });
  const consents = await collect({ source, storeId }, "consents", { records: ["7"] });
  expect(consents.rows).toMatchObject([
    { at: "2026-01-02T03:04:05.000Z", channel: "email", granted: false, source: "Shopify: unsubscribed" },
    { at: "2026-02-03T03:05:06.000Z", channel: "sms", granted: true, source: "Shopify: subscribed, confirmed opt in" },
  ]);
  for (const [section, { rows }] of Object.entries({ profile, addresses, consents }))
    for (const row of rows) expect(descriptors[section as "profile"].schema.safeParse(row).error).toBeUndefined();
});

test("sections of the shop's own hold what else it has of a customer", async () => {
  const own = seedCustomer(7, EMAIL);
  const credit = (id: number) => ({
    createdAt: daysAgo(id),
    event: "ORDER_REFUND",
    amount: "5.00",
    balanceAfterTransaction: "5.00",
  });
  own.storeCreditAccounts = [
    seed("StoreCreditAccount", 1, {
      balance: "5.00",
      transactions: Array.from({ length: 40 }, (_, index) => credit(index)),
    }),
  ];
  own.metafields = [
    seed("Metafield", 1, { namespace: "app", key: "size", type: "text", value: "M", updatedAt: daysAgo(1) }),
  ];
  own.events = [
    { id: "gid://shopify/BasicEvent/1", createdAt: daysAgo(1), message: "Ada was created", action: "create" },
  ];
  const draft = seed("DraftOrder", 1, {
    ...{
      name: "#D1",
      createdAt: daysAgo(1),
      updatedAt: daysAgo(1),
      customer: own,
      totalPriceSet: "7.00",
      note2: "Later",
    },
    lineItems: [{ id: "gid://shopify/DraftOrderLineItem/1", name: "Ink", quantity: 2 }],
  });
  const card = seed("GiftCard", 1, {
    lastCharacters: "ab12",
    createdAt: daysAgo(1),
    initialValue: "20.00",
    balance: "5.00",
    recipientAttributes: { recipient: own, message: "For you" },
  });
  const { source, storeId } = await connected({ customers: [own], draftOrders: [draft], giftCards: [card] });
  const rowsOf = async (key: "metafields" | "events" | "store-credit" | "draft-orders" | "gift-cards") => {
    const { rows, dropped } = await collect({ source, storeId }, key, { records: ["7"] });
    const section = source.own?.find((one) => one.section.key === key)?.section;
    for (const row of rows) expect(section && readOwnRow(section, row), key).toEqual(withoutRecord(row));
    expect([dropped, ...rows.map(({ record }) => record)], key).toEqual([0, ...rows.map(() => "7")]);
    return rows;
  };
  expect(await rowsOf("metafields")).toMatchObject([{ namespace: "app", key: "size", value: "M" }]);
  expect(await rowsOf("events")).toMatchObject([{ message: "Ada was created" }]);
  expect(await rowsOf("store-credit")).toHaveLength(41);
  expect(await rowsOf("draft-orders")).toMatchObject([{ name: "#D1", lines: "2 × Ink", total: "7.00", note: "Later" }]);
  expect(await rowsOf("gift-cards")).toMatchObject([
    { role: "was given it", lastCharacters: "ab12", message: "For you" },
  ]);
});

test("what Shopify withholds is said to be withheld, and never that it is not held", async () => {
  const { source, storeId, server, description } = await connected(twoPeople());
  for (const field of ["Customer.firstName", "Customer.defaultEmailAddress", "Order.billingAddress"])
    server.faults.redacted.add(field);
  const profile = await collect({ source, storeId }, "profile", { records: ["7"] });
  expect(profile.rows).toMatchObject([{ email: null, record: "7" }]);
  expect(profile.withheld.toSorted()).toEqual([
    "Withheld by the platform: default email address",
    "Withheld by the platform: first name",
  ]);
  const orders = await collect({ source, storeId }, "orders", { records: ["7"] });
  expect([orders.rows.length, orders.withheld]).toEqual([1, ["Withheld by the platform: billing address"]]);
  // A scope that was taken away since the check: the section was not read, rather than nothing is held.
  server.faults.scopes.delete("read_gift_cards");
  const refused = { failure: "refused" };
  await expect(collect({ source, storeId }, "gift-cards", { records: ["7"] })).rejects.toMatchObject(refused);
  server.faults.scopes.delete("read_customers");
  await expect(collect({ source, storeId }, "profile", { records: ["7"] })).rejects.toMatchObject(refused);
  await expect(source.match(clues(storeId, { emails: [ada] }), never)).rejects.toMatchObject(refused);
  expect(description.notGiven.join()).not.toContain("Withheld");
});

test("a search finds customers and guests' orders, what is typed being one text, and a record is read by its key", async () => {
  const { source, storeId } = await connected(twoPeople());
  const hits = async (text: string) => (await source.search({ storeId, text, limit: 20 })).rows;
  expect(await hits(" ada byron ")).toMatchObject([
    { record: "7", id: "1.7", title: "Ada Byron", email: "Ada@Mail.example", orderCount: 1, isGuest: false },
  ]);
  expect((await hits("#71"))[0]).toMatchObject({ record: "order-71", id: "1.order-71", isGuest: true });
  expect([await hits(" "), await hits('a" OR email:"eve')]).toEqual([[], []]);
  expect(await source.read({ storeId, record: "order-71" })).toMatchObject({ title: "#71", email: "ADA@mail.example" });
  for (const record of ["99", "order-70", "order-99", "ada@mail.example"])
    expect(await source.read({ storeId, record })).toBeUndefined();
});

test("orders older than 60 days are not given without their scope, and Shopify's own count says that there are more", async () => {
  const own = seedCustomer(7, EMAIL, { numberOfOrders: "2" });
  const orders = [seedOrder(1, { customer: own, createdAt: daysAgo(61) }), seedOrder(2, { customer: own })];
  const { source, storeId } = await connected({ customers: [own], orders }, ["read_customers", "read_orders"]);
  const { rows } = await collect({ source, storeId }, "orders", { records: ["7"] });
  expect(rows.map(({ platformId }) => platformId)).toEqual(["2"]);
  const subject = { storeId, customerIds: [], emails: [], liveRecords: [{ source: source.name, record: "7" }] };
  expect(await source.collectors.orders?.stated?.(subject)).toBe(2);
});

import { expect, test, vi } from "vitest";
import { logger } from "@/lib/logger";
import { ownSectionsSchema } from "@/lib/source/own-section";
import type { Clues } from "@/lib/source/source";
import { collect } from "@/test/harness/shopify/collect";
import { daysAgo, seed, seedCustomer, seedOrder } from "@/test/harness/shopify/shop-data";
import { withShops } from "@/test/harness/shopify/with-shops";
import { withTestDatabase } from "@/test/harness/test-database";

withTestDatabase();
const connected = withShops();

const never = new AbortController().signal;
const EMAIL = "ada@mail.example";
const ada = { emailNormalized: EMAIL, provedAt: new Date() };

const clues = (storeId: string, fields: Partial<Clues> = {}): Clues => ({
  ...{ storeId, platformIds: [], emails: [], phones: [], records: [] },
  ...fields,
});

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
  few.server.faults.redacted.add("Customer.firstName");
  few.server.data.customers.push(seedCustomer(7, EMAIL));
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

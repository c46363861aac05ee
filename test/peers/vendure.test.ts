import { afterAll, beforeAll, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { connect } from "@/lib/source/connection/manage-connections";
import { sourcesOf } from "@/lib/source/registry";
import type { Clues, CustomerSource } from "@/lib/source/source";
import { makeMember, makeStore } from "@/test/factories/store";
import { allowPrivateSources } from "@/test/harness/local-server";
import { withTestDatabase } from "@/test/harness/test-database";
import { startVendure } from "@/test/harness/vendure";

/** The connector against a real Vendure, which e2e/peers/vendure starts and seeds. */
withTestDatabase();

const never = new AbortController().signal;

let shop: { address: string; apiKey: string };
let source: CustomerSource;
let storeId: string;

beforeAll(async () => {
  shop = await startVendure();
}, 120_000);
afterAll(() => allowPrivateSources());

/** A store that has connected the peer, by what an owner types. */
async function connectPeer(apiKey: string) {
  allowPrivateSources(new URL(shop.address).host);
  const { id } = await makeStore();
  const typed = { address: shop.address, apiKey };
  const actor = await makeMember(id, "owner");
  const made = await connect({ storeId: id, kind: "vendure", name: "Shop", typed, actor });
  return { storeId: id, made, source: (await sourcesOf({ storeId: id }))[1] };
}

beforeAll(async () => {
  const connected = await connectPeer(shop.apiKey);
  if (!connected.source) throw new Error(`not connected: ${connected.made.failure}`);
  ({ source, storeId } = connected);
});

/** What a match finds, by the customer's kind and name. */
async function match(fields: Partial<Clues>) {
  const clues = { storeId, platformIds: [], emails: [], phones: [], records: [], ...fields };
  let dropped = 0;
  const matches = await source.match(clues, never, (count) => {
    dropped += count;
  });
  return { matches, dropped };
}

const proved = (emailNormalized: string) => ({ emails: [{ emailNormalized, provedAt: new Date() }] });
const recordOf = async (address: string) => (await match(proved(address))).matches.map(({ record }) => record);

async function collect(pagesOf: { pages: CollectPages } | undefined, ...records: string[]) {
  const liveRecords = records.map((record) => ({ source: source.name, record }));
  const rows: Record<string, unknown>[] = [];
  const notes = { drop: () => expect.unreachable("dropped"), withhold: (what: string) => expect.unreachable(what) };
  const subject = { storeId, customerIds: [], emails: [], liveRecords };
  for await (const page of pagesOf?.pages(subject, never, notes) ?? []) rows.push(...page);
  return rows;
}

type CollectPages = (
  ...given: Parameters<NonNullable<CustomerSource["collectors"]["orders"]>["pages"]>
) => AsyncIterable<Record<string, unknown>[]>;

test("a key that reads customers and orders connects; one that is not known does not", async () => {
  const row = await prisma().connection.findUniqueOrThrow({ where: { storeId_number: { storeId, number: 1 } } });
  expect(row).toMatchObject({ state: "healthy", description: { moneyPrecision: 2, customFields: { customer: [] } } });
  expect((await connectPeer(`_${shop.apiKey.slice(1)}`)).made).toEqual({ failure: "unauthorized" });
});

test("an account and a guest with one address are found, nobody whose address only ends so", async () => {
  const found = await match(proved("ada@mail.example"));
  expect(found).toMatchObject({
    matches: [
      { label: "Gil Guest", reason: "address" },
      { label: "Ada Okafor", reason: "address" },
    ],
    dropped: 0,
  });
  expect(await match(proved("guest@mail.example"))).toMatchObject({ matches: [{ label: "Gil Guest" }], dropped: 0 });
  expect(await match(proved("uest@mail.example"))).toEqual({ matches: [], dropped: 0 });
  const byPhone = await match({ phones: ["+44 113 496 0000"] });
  expect(byPhone.matches).toMatchObject([{ label: "Ada Okafor", reason: "same_phone" }]);
});

test("an account's rows hold its order with discount, refund and fulfillment, its cart and its history", async () => {
  const [guest, account = ""] = await recordOf("ada@mail.example");
  const { collectors, own } = source;
  expect(await collect(collectors.profile, account)).toMatchObject([
    {
      ...{ kind: "account", email: "ada@mail.example", firstName: "Ada", phone: "+44 113 496 0000", record: account },
      attributes: { groups: ["Wholesale"], verified: true },
    },
  ]);
  expect(
    (await collect(collectors.addresses, account)).map(({ line1, isDefault, country }) => [line1, isDefault, country]),
  ).toEqual([
    ["1 High Street", true, "GB"],
    ["9 Work Road", false, "GB"],
  ]);
  expect(await collect(collectors.orders, account)).toMatchObject([
    {
      ...{ subtotal: "27.00", shipping: "6.00", taxes: "5.50", discount: "3.00", total: "33.00", refunded: "13.50" },
      ...{ discountCode: "TENOFF", financialStatus: "partially_refunded", fulfillmentStatus: "fulfilled" },
      lines: [{ name: "Blue mug", sku: "MUG-1", quantity: 2, price: "15.00", discount: "3.00" }],
      shippingAddress: { line1: "2 Low Street", postalCode: "YO1", country: "GB" },
      attributes: {
        payments: [{ method: "card", amount: "33.00", refunds: [{ total: "13.50", reason: "One arrived broken" }] }],
        fulfillments: [{ method: "Royal Mail", trackingCode: "RM1" }],
      },
    },
    { total: "15.00", financialStatus: null, attributes: { cart: true, state: "AddingItems" } },
  ]);
  const history = await collect(own?.[0]?.collector, account);
  expect(new Set(history.map(({ order, id }) => `${order} ${id}`)).size).toBe(history.length);
  const notes = history.filter(({ type }) => type === "CUSTOMER_NOTE").map(({ details }) => details);
  expect(notes).toEqual(Array.from({ length: 120 }, (_, index) => `Call ${index + 1} from Ada`));
  expect(history.some(({ order, type }) => order !== null && type === "ORDER_FULFILLMENT")).toBe(true);
  expect(await collect(collectors.profile, guest ?? "")).toMatchObject([{ kind: "guest", firstName: "Gil" }]);
});

test("a guest's orders are read over two pages, each once", async () => {
  const records = await recordOf("guest@mail.example");
  const orders = await collect(source.collectors.orders, ...records);
  expect(new Set(orders.map(({ platformId }) => platformId)).size).toBe(22);
  expect(orders).toHaveLength(22);
  expect(new Set(orders.map(({ email }) => email))).toEqual(new Set(["guest@mail.example"]));
});

test("a search finds by name, part of an address and phone, and a record is read by its id", async () => {
  const search = async (text: string) =>
    (await source.search({ storeId, text, limit: 20 })).rows.map(({ title, isGuest, orderCount }) => [
      title,
      isGuest,
      orderCount,
    ]);
  const account = ["Ada Okafor", false, 2];
  expect(await search("ada OKAFOR")).toEqual([account]);
  expect(await search("113 496")).toEqual([account]);
  expect((await search("guest@mail")).length).toBe(2);
  const [, record = ""] = await recordOf("ada@mail.example");
  expect(await source.read({ storeId, record })).toMatchObject({ title: "Ada Okafor", country: "GB" });
  expect(await source.read({ storeId, record: "9999" })).toBeUndefined();
});

import { afterEach, expect, test, vi } from "vitest";
import { unwrapSecret, wrapSecret } from "@/lib/crypto";
import { prisma } from "@/lib/database";
import { type ConnectionKey, connectionPurpose } from "@/lib/source/connection/connection";
import { allowPrivateSources, stopListening } from "@/test/harness/local-server";
import { collect } from "@/test/harness/shopify/collect";
import { connectShopify } from "@/test/harness/shopify/connect";
import { type ShopifyServer, startShopify } from "@/test/harness/shopify/server";
import { type Seeded, seedCustomer, seedLine, seedOrder } from "@/test/harness/shopify/shop-data";
import { withTestDatabase } from "@/test/harness/test-database";
import { accessToken } from "./access-token";

withTestDatabase();

let server: ShopifyServer | undefined;
afterEach(async () => {
  allowPrivateSources();
  await stopListening();
  expect(server?.told.invalid ?? []).toEqual([]);
});

const APP = { clientId: "client-id", clientSecret: "client-secret" };
const JSON_HEAD = { "content-type": "application/json" };

/** A shop with one customer and so many orders, each of three lines. */
async function shopWith(orders: number, options?: Parameters<typeof startShopify>[1], credentials?: unknown) {
  const customer = seedCustomer(7, "ada@mail.example", { numberOfOrders: String(orders) });
  const make = (_: unknown, index: number) => {
    const id = 1000 + index;
    return seedOrder(id, { customer, lineItems: [1, 2, 3].map((line) => seedLine(id * 10 + line)) });
  };
  const data = { customers: [customer], orders: Array.from({ length: orders }, make) };
  server = await startShopify(data, options);
  const connected = await connectShopify(server, credentials);
  const row = () => prisma().connection.findUniqueOrThrow({ where: { storeId_number: connected.key } });
  server.faults.calls = 0;
  return { ...connected, server, customer, row, read: () => collect(connected, "orders", { records: ["7"] }) };
}

async function readSealed({ storeId, number }: ConnectionKey) {
  const { credentials } = await prisma().connection.findUniqueOrThrow({
    where: { storeId_number: { storeId, number } },
  });
  return JSON.parse(unwrapSecret(credentials ?? "", connectionPurpose({ storeId, number })).toString("utf8"));
}

async function seal(key: ConnectionKey, credentials: unknown) {
  const sealed = wrapSecret(Buffer.from(JSON.stringify(credentials)), connectionPurpose(key));
  await prisma().connection.update({ where: { storeId_number: key }, data: { credentials: sealed } });
}

const ids = (rows: Record<string, unknown>[]) => rows.map(({ platformId }) => platformId);

test("500 orders come once each, in the shop's order, in a moment", async () => {
  const { read, server } = await shopWith(500);
  const start = process.cpuUsage();
  const { rows } = await read();
  const { user, system } = process.cpuUsage(start);
  // The shop's work included; a busy machine's waits are not.
  expect((user + system) / 1000).toBeLessThan(2000);
  expect(ids(rows)).toEqual(server.data.orders.map(({ id }) => id.replace(/^.*\//, "")));
}, 20_000);

test("queries wait for the shop's points, and no longer: Shopify refuses none", async () => {
  const { read, server } = await shopWith(40, { pointsASecond: 1000, bucket: 1000 });
  const start = performance.now();
  expect((await read()).rows).toHaveLength(40);
  const seconds = (performance.now() - start) / 1000;
  expect(server.told.throttled).toBe(0);
  // The last query of an export needs its estimate, of which it spends a part.
  expect(seconds).toBeGreaterThan((server.told.spent - 1000) / 1000);
  expect(seconds).toBeLessThan(server.told.spent / 1000 + 0.5);
}, 20_000);

test("a query that Shopify refuses for lack of points waits and is made again; one that somebody waits for says so", async () => {
  const { read, server, source, storeId, row } = await shopWith(5, { pointsASecond: 2000, bucket: 1000 });
  // Another app's server, or a second process, has taken the points.
  server.points.take(900);
  await expect(source.search({ storeId, text: "pen", limit: 20 })).rejects.toMatchObject({ failure: "throttled" });
  expect(await row()).toMatchObject({ state: "healthy", lastError: "throttled" });
  // The search has put the shop off for a moment, and ends no export.
  expect((await row()).retryAt).not.toBeNull();
  server.points.take(900);
  expect((await read()).rows).toHaveLength(5);
  expect(server.told.throttled).toBeGreaterThan(0);
});

test("a shop that says when to come back is asked then; one that fails for a moment is asked again", async () => {
  const { read, server } = await shopWith(5);
  const answers = [{ status: 429, headers: { "retry-after": "1" } }, { status: 503 }];
  server.faults.instead = () => answers.shift();
  expect((await read()).rows).toHaveLength(5);
  expect(server.faults.calls).toBe(3);
  const internal = [{ errors: [{ message: "Internal error", extensions: { code: "INTERNAL_SERVER_ERROR" } }] }];
  server.faults.instead = () => {
    const body = internal.shift();
    return body && { status: 200, headers: JSON_HEAD, body: JSON.stringify(body) };
  };
  expect((await read()).rows).toHaveLength(5);
}, 20_000);

test("a token is got once for calls at once, and kept; one that ends in mid-export is replaced once", async () => {
  const { read, server, connection, key } = await shopWith(20, undefined, APP);
  expect(server.told.tokensMade).toBe(1);
  const sealed = await readSealed(key);
  expect(sealed).toMatchObject({ ...APP, accessToken: "shpat_1" });
  expect(Date.parse(sealed.accessTokenExpiresAt) - Date.now()).toBeGreaterThan(86_000_000);
  server.faults.before = (call) => call === 2 && server.endTokens();
  expect((await read()).rows).toHaveLength(20);
  expect(server.told.tokensMade).toBe(2);
  await seal(key, APP);
  const [one, other] = await Promise.all([accessToken(connection, "shpat_2"), accessToken(connection, "shpat_2")]);
  expect([one, other, server.told.tokensMade]).toEqual(["shpat_3", "shpat_3", 3]);
});

test("a token that is about to end is replaced before the shop refuses it", async () => {
  const soon = new Date(Date.now() + 60_000).toISOString();
  const { server } = await shopWith(1, undefined, { ...APP, accessToken: "shpat_old", accessTokenExpiresAt: soon });
  expect(server.told).toMatchObject({ tokensMade: 1, refused: 0 });
});

test("of two processes that get a token at once the second takes what the first stored", async () => {
  const { connection, key, server } = await shopWith(1, undefined, APP);
  const first = {
    ...APP,
    accessToken: "shpat_of_another",
    accessTokenExpiresAt: new Date(Date.now() + 1e8).toISOString(),
  };
  await seal(key, APP);
  // The other process stores its own between this one's reading and its storing.
  server.before.grant = () => seal(key, first);
  expect(await accessToken(connection, "shpat_1")).toBe("shpat_of_another");
  expect(await readSealed(key)).toEqual(first);
});

test("credentials that are no longer accepted make the connection one that is revoked", async () => {
  const lasting = await shopWith(5);
  lasting.server.endTokens();
  await expect(lasting.read()).rejects.toMatchObject({ failure: "unauthorized" });
  expect(await lasting.row()).toMatchObject({ state: "revoked", lastError: "unauthorized" });
  const app = await shopWith(20, undefined, APP);
  app.server.faults.before = (call) => call > 1 && app.server.endTokens();
  app.server.app.clientSecret = "replaced";
  await expect(app.read()).rejects.toMatchObject({ failure: "unauthorized" });
  expect(await app.row()).toMatchObject({ state: "revoked" });
});

test.each<[string, NonNullable<ShopifyServer["faults"]["instead"]>, string]>([
  [
    "a page for people",
    () => ({ status: 200, headers: { "content-type": "text/html" }, body: "<p>Maintenance" }),
    "not_json",
  ],
  ["a redirect", () => ({ status: 302, headers: { location: "http://169.254.169.254/" } }), "redirected"],
  ["10 MB", () => ({ status: 200, headers: JSON_HEAD, body: JSON.stringify("x".repeat(10_000_000)) }), "too_large"],
  ["a list", () => ({ status: 200, headers: JSON_HEAD, body: "[]" }), "malformed"],
  ["nothing", () => ({ status: 200, headers: JSON_HEAD, body: "null" }), "malformed"],
  ["no data", () => ({ status: 200, headers: JSON_HEAD, body: "{}" }), "malformed"],
  [
    "data of another shape",
    () => ({ status: 200, headers: JSON_HEAD, body: '{"data":{"customer":{"id":7}}}' }),
    "malformed",
  ],
  [
    "an error of another kind",
    () => ({ status: 200, headers: JSON_HEAD, body: '{"errors":[{"message":"no"}]}' }),
    "refused",
  ],
])("%s fails the source, and what was read before stays", async (_what, instead, failure) => {
  const { source, storeId, server } = await shopWith(12);
  server.faults.instead = (call, query) => (call > 1 ? instead(call, query) : undefined);
  const subject = { storeId, customerIds: [], emails: [], liveRecords: [{ source: source.name, record: "7" }] };
  const rows: unknown[] = [];
  const reading = (async () => {
    for await (const page of source.collectors.orders?.pages(subject, new AbortController().signal) ?? [])
      rows.push(...page);
  })();
  await expect(reading).rejects.toMatchObject({ failure });
  expect(rows).toHaveLength(5);
});

test.each([
  ["Customer.orders", true],
  ["Customer.orders", false],
  ["Order.lineItems", true],
  ["Order.lineItems", false],
  ["Order.localizedFields", false],
])("a page of %s that comes for ever fails the source (with new cursors: %s)", async (list, withNewCursors) => {
  const { read, server } = await shopWith(12);
  server.faults.repeats = { list, withNewCursors };
  await expect(read()).rejects.toMatchObject({ failure: "malformed" });
  expect(server.faults.calls).toBeLessThan(5);
});

test("orders that come and go while they are read make no other come twice, or not at all", async () => {
  const { read, server, customer } = await shopWith(12);
  const { orders } = server.data;
  const added: Seeded[] = [seedOrder(999, { customer }), seedOrder(2000, { customer })];
  server.faults.before = (call) => {
    if (call !== 2) return;
    orders.unshift(added[0] as Seeded);
    orders.splice(9, 1);
    orders.push(added[1] as Seeded);
  };
  const { rows } = await read();
  expect(new Set(ids(rows)).size).toBe(rows.length);
  expect(ids(rows)).toEqual(expect.arrayContaining(["1000", "1004", "1005", "1011", "2000"]));
});

test("a shop that ignores its filter is not read to its end", async () => {
  const { source, storeId, server } = await shopWith(120);
  server.faults.ignoresFilter = true;
  server.data.customers.push(seedCustomer(8, "eve@mail.example"));
  await expect(collect({ source, storeId }, "orders", { records: ["8"] })).rejects.toMatchObject({
    failure: "malformed",
  });
  const dropped = vi.fn();
  const nobody = { storeId, platformIds: [], phones: [], records: [] };
  const emails = [{ emailNormalized: "nobody@mail.example", provedAt: null }];
  expect(await source.match({ ...nobody, emails }, new AbortController().signal, dropped)).toEqual([]);
  expect(server.faults.calls).toBeLessThan(25);
});

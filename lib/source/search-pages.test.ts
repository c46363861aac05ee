import { afterEach, expect, test } from "vitest";
import { makeConnection } from "@/test/factories/connection";
import { makeStore } from "@/test/factories/store";
import { allowPrivateSources, listen, stopListening } from "@/test/harness/local-server";
import { connectShopify } from "@/test/harness/shopify/connect";
import { startShopify } from "@/test/harness/shopify/server";
import { seedCustomer, seedOrder } from "@/test/harness/shopify/shop-data";
import { withTestDatabase } from "@/test/harness/test-database";
import { connectWoo } from "@/test/harness/woo-connection";
import { wooOrder, wooServer } from "@/test/harness/woo-server";
import { sourcesOf } from "./registry";
import { readLivePlace } from "./search-live";
import type { CustomerSource } from "./source";

withTestDatabase();
afterEach(async () => {
  allowPrivateSources();
  await stopListening();
});

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** The records of each page, until there are no more: each `next` goes through the address of a page. */
async function pagesOf(source: CustomerSource, storeId: string, text: string) {
  const pages: string[][] = [];
  let after: string | undefined;
  do {
    const page = await source.search({ storeId, text, limit: 20, after });
    pages.push(page.rows.map(({ record }) => record));
    after = page.next && readLivePlace({ source: source.name, after: page.next })?.after;
  } while (after && pages.length < 9);
  return pages;
}

test("Shopify: customers, then guests, to the end, each once", async () => {
  const customers = numbers(25).map((id) => seedCustomer(id, `ada${id}@mail.example`, { displayName: "Ada" }));
  const guests = numbers(30).map((id) => seedOrder(100 + id, { email: "ada@mail.example" }));
  // A customer's own order is no hit, and takes nobody's place.
  const own = seedOrder(200, { customer: customers[0], email: "ada@mail.example" });
  const server = await startShopify({ customers, orders: [own, ...guests] });
  const { source, storeId } = await connectShopify(server);
  const pages = await pagesOf(source, storeId, "ada");
  expect(server.told.invalid).toEqual([]);
  expect(pages.map((page) => page.length)).toEqual([20, 20, 15]);
  const records = [...numbers(25).map(String), ...numbers(30).map((id) => `order-${100 + id}`)];
  expect(pages.flat()).toEqual(records);
  // A place that somebody has typed is none.
  expect((await source.search({ storeId, text: "ada", limit: 20, after: "7.x" })).rows[0]?.record).toBe("1");
});

test("WooCommerce: accounts, then guests, to the end, each once", async () => {
  const [account] = wooServer().shop.customers;
  if (!account) throw new Error("no account");
  const customers = numbers(25).map((id) => ({ ...account, id, email: `ada${id}@mail.example` }));
  const orders = numbers(30).map((id) => wooOrder(100 + id, `guest${id}@mail.example`, { customer_id: 0 }));
  const { source, storeId } = await connectWoo({ customers, orders });
  const pages = await pagesOf(source, storeId, "mail.example");
  expect(pages.map((page) => page.length)).toEqual([20, 20, 15]);
  expect(new Set(pages.flat()).size).toBe(55);
  // A place that somebody has typed.
  expect((await source.search({ storeId, text: "ada1@mail.example", limit: 20, after: "0.-1" })).rows).toHaveLength(1);
});

test("Vendure: customers to the end, as far as it says that there are any", async () => {
  const people = numbers(45).map((id) => ({
    ...{ id: String(id), firstName: "Ada", lastName: `O${id}`, emailAddress: `ada${id}@mail.example` },
    orders: { totalItems: 0, items: [] },
  }));
  const { port } = await listen(async (request, response) => {
    let body = "";
    for await (const piece of request.setEncoding("utf8")) body += piece;
    const { skip, take } = JSON.parse(body).variables.options;
    const items = people.slice(skip, skip + take);
    const answer = { data: { customers: { totalItems: people.length, items } } };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
  allowPrivateSources(`127.0.0.1:${port}`);
  const { id: storeId } = await makeStore();
  const address = `http://127.0.0.1:${port}/admin-api`;
  await makeConnection(storeId, { kind: "vendure", address, credentials: { apiKey: "key" } });
  const [, source] = await sourcesOf({ storeId });
  if (!source) throw new Error("no source");
  expect((await pagesOf(source, storeId, "ada")).map((page) => page.length)).toEqual([20, 20, 5]);
  expect(await source.search({ storeId, text: "ada", limit: 20, after: "900" })).toMatchObject({
    rows: [],
    next: undefined,
  });
});

test("a web service has no pages of a search: where there may be more, it says so", async () => {
  let count = 20;
  const { port } = await listen((request, response) => {
    request.resume();
    const hits = numbers(count).map((id) => ({ record: String(id), title: "Ada" }));
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ hits }));
  });
  allowPrivateSources(`127.0.0.1:${port}`);
  const { id: storeId } = await makeStore();
  await makeConnection(storeId, { address: `http://127.0.0.1:${port}/` });
  const [, source] = await sourcesOf({ storeId });
  expect(await source?.search({ storeId, text: "ada", limit: 20 })).toMatchObject({ isCut: true, next: undefined });
  count = 19;
  expect(await source?.search({ storeId, text: "ada", limit: 20 })).toMatchObject({ isCut: false });
});

test("a place is a connected source's and printable, or none", () => {
  expect(readLivePlace({ source: "connection-1", after: "1.eyJ" })).toEqual({ source: "connection-1", after: "1.eyJ" });
  for (const after of ["", "a b", "a\u0000", "é", "x".repeat(1001), ["1"], undefined])
    expect(readLivePlace({ source: "connection-1", after })).toBeUndefined();
});

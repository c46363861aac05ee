import { randomUUID } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import { makeConnection } from "@/test/factories/connection";
import { makeCustomer, makeStoreWithCustomer } from "@/test/factories/customer";
import { makeStore } from "@/test/factories/store";
import { allowPrivateSources, listen, stopListening } from "@/test/harness/local-server";
import { withTestDatabase } from "@/test/harness/test-database";
import { recordsSource } from "./records/records-source";
import { sourcesOf } from "./registry";
import { searchLive } from "./search-live";
import type { CustomerSource } from "./source";

withTestDatabase();
afterEach(async () => {
  allowPrivateSources();
  await stopListening();
});

/** A service that finds so many, after so many milliseconds. */
async function service(count: number, delayMs: number) {
  const hits = Array.from({ length: count }, (_, index) => ({ record: String(index), title: `Hit ${index}` }));
  return await listen((request, response) => {
    request.resume();
    const answer = () => response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ hits }));
    setTimeout(answer, delayMs);
  });
}

test("every live source is asked at once; one that fails is named and costs no other; the records are not asked", async () => {
  const { storeId } = await makeStoreWithCustomer({ searchText: " ada " });
  const services = [await service(30, 800), await service(1, 800), await service(0, 800)];
  allowPrivateSources(...services.map(({ port }) => `127.0.0.1:${port}`));
  for (const [index, { port }] of services.entries())
    await makeConnection(storeId, { name: `Source ${index + 1}`, address: `http://127.0.0.1:${port}/` });
  await makeConnection(storeId, { name: "Blocked", address: "https://127.0.0.1:9443/" });
  const start = performance.now();
  const found = await searchLive({ storeId, memberId: randomUUID(), text: "ada" });
  expect(performance.now() - start).toBeLessThan(2200);
  expect(found.map(({ source, title, hits, failure }) => [source, title, hits.length, failure])).toEqual([
    ["connection-1", "Source 1", 20, undefined],
    ["connection-2", "Source 2", 1, undefined],
    ["connection-3", "Source 3", 0, undefined],
    ["connection-4", "Blocked", 0, "blocked"],
  ]);
  expect(services.map(({ requests }) => requests.length)).toEqual([1, 1, 1]);
  // A further page asks its own source alone; one that is not this store's asks nobody.
  const after = "20";
  const more = async (source: string) =>
    await searchLive({ storeId, memberId: randomUUID(), text: "ada", from: { source, after } });
  expect((await more("connection-2")).map(({ source }) => source)).toEqual(["connection-2"]);
  expect(await more("connection-9")).toEqual([]);
  expect(services.map(({ requests }) => requests.length)).toEqual([1, 2, 1]);
});

test("a member searches ten times a minute; nothing typed and no live source count for nothing", async () => {
  const { port, requests } = await service(1, 0);
  allowPrivateSources(`127.0.0.1:${port}`);
  const { id: storeId } = await makeStore();
  const memberId = randomUUID();
  const search = (text: string, by = memberId) => searchLive({ storeId, memberId: by, text });
  expect(await search("ada")).toEqual([]);
  await makeConnection(storeId, { address: `http://127.0.0.1:${port}/` });
  expect(await search("  ")).toEqual([]);
  for (let count = 0; count < 10; count++) expect(await search("ada")).toHaveLength(1);
  await expect(search("ada")).rejects.toMatchObject({ code: "rateLimited" });
  expect(await search("ada", randomUUID())).toHaveLength(1);
  expect(requests).toHaveLength(11);
});

test("a customer who was imported from the same shop is told, by origin and the platform's id; of another shop nobody", async () => {
  const hits = ["gid://shopify/Customer/7", "gid://shopify/Customer/8"].map((record) => ({ record, title: "Ada" }));
  const { port } = await listen((request, response) => {
    request.resume();
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ hits }));
  });
  allowPrivateSources(`127.0.0.1:${port}`);
  const { storeId, customerId } = await makeStoreWithCustomer({ platformId: "7", origin: "shopify:a.example" });
  await makeCustomer(storeId, { platformId: "8", origin: "shopify:b.example" });
  await makeStoreWithCustomer({ platformId: "8", origin: "shopify:a.example" });
  await makeConnection(storeId, { address: `http://127.0.0.1:${port}/` });
  const sources = (await sourcesOf({ storeId })).map((source) => ({
    ...source,
    ...(source.title && { origin: { platform: "shopify", shop: "a.example" } as const }),
  }));
  const [found] = await searchLive({ storeId, memberId: randomUUID(), text: "ada", sources });
  expect(found?.hits.map(({ imported }) => imported)).toEqual([customerId, undefined]);
});

test("an answer that a connector did not expect costs no other source", async () => {
  const { id: storeId } = await makeStore();
  const { search } = recordsSource;
  const broken: CustomerSource["search"] = async () => {
    throw new TypeError("no such field");
  };
  const sources = [broken, search].map((one, index) => ({
    ...{ ...recordsSource, search: one, name: `connection-${index + 1}`, title: `Source ${index + 1}` },
  }));
  const found = await searchLive({ storeId, memberId: randomUUID(), text: "ada", sources });
  expect(found.map(({ failure }) => failure)).toEqual(["malformed", undefined]);
});

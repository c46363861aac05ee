import { afterEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import { sourcesOf } from "@/lib/source/registry";
import { makeMember, makeStore } from "@/test/factories/store";
import { allowPrivateSources, listen, stopListening } from "@/test/harness/local-server";
import { startShopify } from "@/test/harness/shopify/server";
import { withTestDatabase } from "@/test/harness/test-database";
import { findConnections } from "./connection";
import { isSourceAddress } from "./kind";
import { checkConnection, connect, disconnect, replaceCredentials } from "./manage-connections";

withTestDatabase();
afterEach(async () => {
  allowPrivateSources();
  await stopListening();
});

const address = "https://desk.example/dossier";

/** Connects a web service, which gets its secret from us. */
async function connectService({
  address,
  ...given
}: Omit<Parameters<typeof connect>[0], "kind" | "typed"> & { address: string }) {
  const made = await connect({ ...given, kind: "web_service", typed: { address } });
  if (made.failure) throw new Error(made.failure);
  return { number: made.number, secret: made.issued };
}

const replaceSecret = async (act: Omit<Parameters<typeof replaceCredentials>[0], "kind" | "typed">) =>
  await replaceCredentials({ ...act, kind: "web_service", typed: {} });

async function makeOwner() {
  const { id: storeId } = await makeStore();
  return { storeId, actor: await makeMember(storeId, "owner") };
}

const eventsOf = async (storeId: string) =>
  (
    await prisma().event.findMany({ where: { storeId, type: { startsWith: "connection_" } }, orderBy: { at: "asc" } })
  ).map(({ type, data }) => [type, data]);

test.each([
  ["https://desk.example/dossier?a=b", true],
  ["https://desk.example:8443/", true],
  ["http://desk.internal:8080/dossier", true],
  ["http://desk.internal:8081/dossier", false],
  ["http://desk.example/", false],
  ["https://user:secret@desk.example/", false],
  ["https://desk.example/#part", false],
  ["ftp://desk.example/", false],
  ["javascript:alert(1)", false],
  ["desk.example", false],
  ["", false],
])("%j can be a source's address: %s", (text, expected) => {
  allowPrivateSources("desk.internal:8080");
  expect(isSourceAddress(text)).toBe(expected);
});

test("a web service is a source with the sections that it names, once it has been checked", async () => {
  const { storeId, actor } = await makeOwner();
  const { port } = await listen((_request, response) =>
    response
      .writeHead(200, { "content-type": "application/json" })
      .end(JSON.stringify({ protocol: 1, name: "Newsletter", sections: ["consents"] })),
  );
  allowPrivateSources(`127.0.0.1:${port}`);
  const { number, secret } = await connectService({
    storeId,
    actor,
    name: "News",
    address: `http://127.0.0.1:${port}/`,
  });
  expect(number).toBe(1);
  expect((await findConnections(storeId))[0]?.readCredentials()).toEqual({ secret });
  const sections = async () => Object.keys((await sourcesOf({ storeId }))[1]?.collectors ?? {});
  expect(await sections()).toEqual([]);
  expect(await checkConnection({ storeId, number })).toBeUndefined();
  expect(await sections()).toEqual(["consents"]);
});

test("a check says what is wrong, and keeps what the service said before", async () => {
  const { storeId, actor } = await makeOwner();
  const { number } = await connectService({ storeId, actor, name: "Desk", address: "https://127.0.0.1:9443/" });
  const description = { protocol: 1, name: "Desk", sections: ["profile"] };
  await prisma().connection.updateMany({ where: { storeId, number }, data: { description } });
  expect(await checkConnection({ storeId, number })).toBe("blocked");
  const [connection] = await findConnections(storeId);
  expect(connection).toMatchObject({ state: "failing", description });
});

test("a new secret replaces the one before, which signs for a week more; the one before that does not", async () => {
  const { storeId, actor } = await makeOwner();
  const { number, secret: first } = await connectService({ storeId, actor, name: "Desk", address });
  const { issued: second } = await replaceSecret({ storeId, number, actor });
  const { issued: third } = await replaceSecret({ storeId, number, actor });
  const credentials = (await findConnections(storeId))[0]?.readCredentials() as { former: { until: string } };
  expect(credentials).toMatchObject({ secret: third, former: { secret: second } });
  expect(JSON.stringify(credentials)).not.toContain(first);
  expect(Date.parse(credentials.former.until) - Date.now()).toBeGreaterThan(6.9 * 24 * 3600 * 1000);
});

test("an ended connection has no credentials, is no source, and its number is never used again", async () => {
  const { storeId, actor } = await makeOwner();
  const connect = async (name: string) =>
    (await connectService({ storeId, actor, name, address: `${address}/${name}` })).number;
  expect([await connect("One"), await connect("Two")]).toEqual([1, 2]);
  await disconnect({ storeId, number: 2, actor });
  await disconnect({ storeId, number: 2, actor });
  expect(await connect("Three")).toBe(3);
  expect((await sourcesOf({ storeId })).map(({ title }) => title)).toEqual([undefined, "One", "Three"]);
  const ended = await prisma().connection.findUniqueOrThrow({ where: { storeId_number: { storeId, number: 2 } } });
  expect(ended).toMatchObject({ state: "disconnected", credentials: null, name: "Two" });
  await expect(checkConnection({ storeId, number: 2 })).rejects.toThrow(new UserError("connectionGone"));
  await expect(replaceSecret({ storeId, number: 2, actor })).rejects.toThrow(new UserError("connectionGone"));
  const number = (value: number) => ({ number: value });
  expect(await eventsOf(storeId)).toEqual([
    ["connection_made", { ...number(1), kind: "web_service" }],
    ["connection_made", { ...number(2), kind: "web_service" }],
    ["connection_ended", number(2)],
    ["connection_made", { ...number(3), kind: "web_service" }],
  ]);
});

test("another store's connection is not checked, ended or given a new secret", async () => {
  const { storeId, actor } = await makeOwner();
  const other = await makeOwner();
  const { number, secret } = await connectService({ storeId, actor, name: "Desk", address });
  await expect(checkConnection({ ...other, number })).rejects.toThrow(new UserError("connectionGone"));
  await expect(replaceSecret({ ...other, number })).rejects.toThrow(new UserError("connectionGone"));
  await disconnect({ ...other, number });
  expect((await findConnections(storeId))[0]?.readCredentials()).toEqual({ secret });
});

test("a store has at most twenty", async () => {
  const { storeId, actor } = await makeOwner();
  const connect = (count: number) => connectService({ storeId, actor, name: "Desk", address: `${address}/${count}` });
  for (let count = 0; count < 20; count++) await connect(count);
  await expect(connect(20)).rejects.toThrow(new UserError("tooManyConnections"));
});

test("one system is connected once, however its address is written; once it is disconnected, again", async () => {
  const { storeId, actor } = await makeOwner();
  const other = await makeOwner();
  const { number } = await connectService({ storeId, actor, name: "Help <desk>", address });
  for (const same of [address, `${address}//`, "https://DESK.example:443/Dossier/"])
    await expect(connectService({ storeId, actor, name: "Again", address: same })).rejects.toMatchObject({
      ...{ code: "connectedAlready", values: { name: "Help <desk>" } },
    });
  for (const another of [`${address}2`, `${address}?shop=2`, "https://desk.example:8443/dossier"])
    await connectService({ storeId, actor, name: "Another", address: another });
  await connectService({ ...other, name: "Desk", address });
  await disconnect({ storeId, number, actor });
  await connectService({ storeId, actor, name: "Again", address });
});

test("a shop that says it is one that is connected is not connected again, whatever its address", async () => {
  const own = { ...(await makeOwner()), kind: "shopify" } as const;
  const servers = [await startShopify({}), await startShopify({})];
  allowPrivateSources(...servers.map(({ host }) => host));
  const [first, second] = servers.map(({ address: shop }) => ({ shop, adminToken: "shpat_lasting" }));
  expect(await connect({ ...own, name: "Northwind", typed: first ?? {} })).toMatchObject({ number: 1 });
  await expect(connect({ ...own, name: "Again", typed: second ?? {} })).rejects.toMatchObject({
    ...{ code: "connectedAlready", values: { name: "Northwind" } },
  });
});

test("of two clicks at once, one connects", async () => {
  const own = { ...(await makeOwner()), name: "Desk", address };
  const outcomes = await Promise.allSettled([connectService(own), connectService(own), connectService(own)]);
  const refused = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason.code] : []));
  expect(refused).toEqual(["connectedAlready", "connectedAlready"]);
  expect(await findConnections(own.storeId)).toHaveLength(1);
});

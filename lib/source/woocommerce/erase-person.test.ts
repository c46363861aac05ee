import type { ServerResponse } from "node:http";
import { afterEach, expect, test } from "vitest";
import { findConnections } from "@/lib/source/connection/connection";
import type { Person } from "@/lib/source/rights";
import { allowPrivateSources, stopListening } from "@/test/harness/local-server";
import { withTestDatabase } from "@/test/harness/test-database";
import { connectWoo, GUEST } from "@/test/harness/woo-connection";
import type { wooServer } from "@/test/harness/woo-server";
import { wooSource } from "./woo-source";

withTestDatabase();
afterEach(async () => {
  allowPrivateSources();
  await stopListening();
});

const never = new AbortController().signal;
const ACCOUNT = { record: "2", email: "w0@example.com" };
const KEPT = "The account itself, with its user name and email address: no eraser of WordPress deletes it";
const answer = (fields: object = {}) => ({ removed: true, retained: false, messages: [], done: true, ...fields });

/** A shop with these erasers; what they were asked for is in `calls`. */
async function connect(
  erasers: NonNullable<Parameters<typeof wooServer>[0]>["erasers"] = { all: () => answer() },
  changed: Parameters<typeof wooServer>[0] = {},
) {
  const calls: string[] = [];
  const noted = Object.entries(erasers).map(([key, run]): [string, typeof run] => [
    key,
    (email, page) => {
      calls.push(`${key} ${email} ${page}`);
      return run(email, page);
    },
  ]);
  const connected = await connectWoo({ plugin: true, erasers: Object.fromEntries(noted), ...changed });
  const erase = async (who: Partial<Person>) => {
    const [connection] = await findConnections(connected.storeId);
    if (!connection) throw new Error("no connection");
    const source = wooSource(connection);
    return await source.erase?.(
      { storeId: connected.storeId, record: ACCOUNT.record, emails: [ACCOUNT.email], ...who },
      never,
    );
  };
  return { ...connected, calls, erase };
}

test("a check says whether erasers can be called", async () => {
  for (const [changed, obstacle] of [
    [{ plugin: true, erasers: {} }, undefined],
    [{ plugin: true }, { code: "plugin" }],
    [{}, { code: "plugin" }],
  ] as const) {
    const { source, storeId } = await connectWoo(changed);
    const description = await source.describe(never);
    const [connection] = await findConnections(storeId);
    if (!connection) throw new Error("no connection");
    const { can, cannot } = wooSource({ ...connection, mayErase: true, description });
    expect([can.erase, cannot?.erase]).toEqual([obstacle === undefined, obstacle]);
  }
});

test("every eraser is called page by page, and what it keeps is passed on", async () => {
  const { erase, calls } = await connect({
    orders: (_email, page) =>
      answer({
        done: page > 1,
        retained: page > 1,
        messages: ["Order&#8217;s <b>data</b> kept", "Order&#8217;s data kept"],
      }),
    club: () => answer({ removed: false, retained: true }),
  });
  expect(await erase({})).toEqual({ state: "erased", retained: ["Order’s data kept", "Eraser club", KEPT] });
  expect(calls).toEqual([`orders ${ACCOUNT.email} 1`, `orders ${ACCOUNT.email} 2`, `club ${ACCOUNT.email} 1`]);
});

test("a guest is erased by the address of their order, and asked again nothing is left", async () => {
  const { erase, calls } = await connect({ all: () => answer({ removed: calls.length === 1 }) });
  const guest = { record: "order-13", emails: [GUEST] };
  expect(await erase(guest)).toEqual({ state: "erased", retained: [] });
  expect(await erase(guest)).toEqual({ state: "nothing", retained: [] });
  expect(calls).toEqual([`all ${GUEST} 1`, `all ${GUEST} 1`]);
});

test("no eraser is called for whoever is gone, or has an address that is none of the person's", async () => {
  const { erase, calls, shop } = await connect();
  for (const record of ["99", "order-99", "x"])
    expect(await erase({ record })).toEqual({ state: "nothing", retained: [] });
  const failed = { code: "recordOfAnother" };
  await expect(erase({ emails: ["other@example.com"], isLinkedById: true })).rejects.toMatchObject(failed);
  // Another address of theirs, which an account has that is not this record.
  expect(await erase({ record: "order-13", emails: [GUEST, ACCOUNT.email] })).toMatchObject({ state: "erased" });
  expect(calls.splice(0)).toEqual([`all ${GUEST} 1`]);
  shop.customers.push({ ...shop.customers[0], id: 9, email: GUEST } as never);
  await expect(erase({ record: "order-13", emails: [GUEST] })).rejects.toMatchObject(failed);
  shop.ignoresFilters = true;
  shop.customers.reverse();
  expect(await erase({ record: "77" })).toEqual({ state: "nothing", retained: [] });
  expect(calls).toEqual([]);
});

test("an eraser that breaks costs no other, and is named; a second try calls all again", async () => {
  let isBroken = true;
  const { erase, calls, row } = await connect({ bad: () => (isBroken ? undefined : answer()), good: () => answer() });
  const failed = { code: "erasersFailed", values: { source: "Help desk", names: "Eraser bad" } };
  await expect(erase({})).rejects.toMatchObject(failed);
  expect([calls.length, (await row()).state]).toEqual([2, "healthy"]);
  isBroken = false;
  expect(await erase({})).toMatchObject({ state: "erased" });
  expect(calls).toHaveLength(4);
});

test.each<[string, number, object]>([
  ["only read", 401, { code: "erasersMissing" }],
  ["not erase", 403, { code: "erasersMissing" }],
])("a key that may %s erases nothing, and the connection still works", async (_what, status, failed) => {
  const before = (url: URL, response: ServerResponse) => {
    if (!url.pathname.endsWith("/erase")) return false;
    response.writeHead(status).end();
    return true;
  };
  const { erase, row } = await connect({ all: () => answer() }, { before });
  await expect(erase({})).rejects.toMatchObject(failed);
  expect((await row()).state).not.toBe("revoked");
});

test.each<[string, object, number]>([
  ["malformed", { removed: "yes" }, 200],
  ["refused", {}, 503],
])("an answer that is %s fails the erasure", async (failure, body, status) => {
  const before = (url: URL, response: ServerResponse) => {
    if (!url.pathname.endsWith("/erase")) return false;
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    return true;
  };
  const { erase } = await connect({ all: () => answer() }, { before });
  await expect(erase({})).rejects.toMatchObject({ failure });
});

test("without the plug-in, which may have gone since the check, nothing is erased", async () => {
  const { erase, shop } = await connect();
  delete shop.erasers;
  await expect(erase({})).rejects.toMatchObject({ code: "erasersMissing" });
});

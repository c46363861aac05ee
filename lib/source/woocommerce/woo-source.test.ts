import { afterEach, expect, test, vi } from "vitest";
import { logger } from "@/lib/logger";
import { findConnections } from "@/lib/source/connection/connection";
import { connect } from "@/lib/source/connection/manage-connections";
import { sourcesOf } from "@/lib/source/registry";
import type { Clues } from "@/lib/source/source";
import { makeMember, makeStore } from "@/test/factories/store";
import { allowPrivateSources, listen, stopListening } from "@/test/harness/local-server";
import { withTestDatabase } from "@/test/harness/test-database";
import { connectWoo, GUEST, SECTIONS } from "@/test/harness/woo-connection";
import { KEYS, wooOrder, wooServer } from "@/test/harness/woo-server";

withTestDatabase();
afterEach(async () => {
  allowPrivateSources();
  await stopListening();
});

const never = new AbortController().signal;
const clues = (storeId: string, fields: Partial<Clues> = {}): Clues => ({
  ...{ storeId, platformIds: [], emails: [], phones: [], records: [] },
  ...fields,
});
const proved = (emailNormalized: string) => ({ emailNormalized, provedAt: new Date() });

test("a check asks for what is read, and finds the plug-in's exporters", async () => {
  const { source, asked } = await connectWoo({ plugin: true }, null);
  expect(source.collectors).toEqual({});
  const description = await source.describe(never);
  expect(description).toMatchObject({ ...SECTIONS, plugin: { route: "wc-dossier/v1" } });
  expect(asked.map(({ pathname }) => pathname.replace("/shop/wp-json/", "")).sort()).toEqual([
    ...["wc-dossier/v1/erasers", "wc-dossier/v1/exporters", "wc/v3/customers", "wc/v3/orders"],
  ]);
  const without = await connectWoo();
  expect(await without.source.describe(never)).toEqual(SECTIONS);
  expect(await without.row()).toMatchObject({ state: "healthy", failures: 0 });
  expect(without.source.notGiven).toHaveLength(2);
});

test("an owner connects a shop with a key that works, and with no other", async () => {
  const { port } = await listen(wooServer().answer);
  allowPrivateSources(`127.0.0.1:${port}`);
  const { id: storeId } = await makeStore();
  const actor = await makeMember(storeId, "owner");
  const attempt = (consumerSecret: string) => {
    const typed = { address: `http://127.0.0.1:${port}/shop`, ...KEYS, consumerSecret };
    return connect({ storeId, kind: "woocommerce", name: "Shop", typed, actor });
  };
  expect(await attempt("cs_wrong")).toEqual({ failure: "unauthorized" });
  expect(await findConnections(storeId)).toEqual([]);
  expect(await attempt(KEYS.consumerSecret)).toMatchObject({ number: 1, issued: undefined });
  const [, source] = await sourcesOf({ storeId });
  expect(Object.keys(source?.collectors ?? {})).toEqual(["profile", "addresses", "orders"]);
  const shop = `127.0.0.1:${port}/shop`;
  expect([source?.origin, source?.own?.length]).toEqual([{ platform: "woocommerce", shop }, 3]);
});

test("an account and a guest are matched by the address, and an account by its id", async () => {
  const { source, storeId } = await connectWoo();
  const match = (fields: Partial<Clues>) => source.match(clues(storeId, fields), never);
  expect(await match({ emails: [proved("w0@example.com")] })).toEqual([
    { record: "2", label: "W0 T", reason: "address" },
  ]);
  expect(await match({ emails: [proved(GUEST)] })).toEqual([{ record: "order-11", label: "G G", reason: "address" }]);
  expect(await match({ platformIds: ["2", "x", "99"] })).toMatchObject([{ record: "2", reason: "account" }]);
  expect(await match({ emails: [{ ...proved(GUEST), provedAt: null }] })).toMatchObject([{ reason: "stated_address" }]);
  expect(await match({ emails: [proved(GUEST)], records: ["order-12"] })).toEqual([]);
});

test("a guest is found behind hundreds whose addresses contain theirs; a search that searches nothing fails", async () => {
  const others = Array.from({ length: 250 }, (_, index) => wooOrder(100 + index, `x${index}${GUEST}`));
  const { source, storeId } = await connectWoo({ orders: [...others, wooOrder(900, GUEST), wooOrder(901, GUEST)] });
  const drop = vi.fn();
  vi.spyOn(logger, "warn").mockImplementation(() => {});
  expect(await source.match(clues(storeId, { emails: [proved(GUEST)] }), never, drop)).toMatchObject([
    { record: "order-900" },
  ]);
  expect(drop.mock.calls).toEqual([[250]]);
  const orders = Array.from({ length: 2001 }, (_, index) => wooOrder(index + 1, "x@example.com"));
  const ignoring = await connectWoo({ orders, ignoresFilters: true });
  const asked = clues(ignoring.storeId, { emails: [proved(GUEST)] });
  await expect(ignoring.source.match(asked, never)).rejects.toMatchObject({ failure: "malformed" });
});

test("a phone number proposes whoever ordered with it, a guest once", async () => {
  const phone = { billing: { ...wooOrder(1, "").billing, email: "twin@example.com", phone: "+44 20 7946 0001" } };
  const orders = [wooOrder(31, "", phone), wooOrder(32, "", phone), wooOrder(33, "", { ...phone, customer_id: 3 })];
  const { source, storeId, asked } = await connectWoo({ orders });
  expect(await source.match(clues(storeId, { phones: ["+44 20 7946 0001", "0999"] }), never)).toMatchObject([
    { record: "order-31", reason: "same_phone" },
    { record: "3", reason: "same_phone" },
  ]);
  expect(asked).toHaveLength(1);
});

test("a shop that ignores every filter matches nobody else, and says how many it named", async () => {
  const warn = vi.spyOn(logger, "warn").mockImplementation(() => {});
  const { source, storeId } = await connectWoo({ ignoresFilters: true });
  const drop = vi.fn();
  const asked = clues(storeId, {
    platformIds: ["99"],
    emails: [proved("nobody@example.com")],
    phones: ["+1 555 0100200"],
  });
  expect(await source.match(asked, never, drop)).toEqual([]);
  const named = drop.mock.calls[0]?.[0];
  expect(named).toBeGreaterThan(15);
  expect(warn).toHaveBeenCalledWith({ storeId, connection: 1, dropped: named }, expect.any(String));
});

test("a search finds accounts and guests, each guest once; a whole address is compared", async () => {
  const { source, storeId } = await connectWoo();
  const search = async (text: string) =>
    (await source.search({ storeId, text, limit: 20 })).rows.map(({ id, title, isGuest }) => [id, title, isGuest]);
  expect(await search("w0@example.com")).toEqual([["1.2", "W0 T", false]]);
  expect(await search(GUEST)).toEqual([["1.order-11", "G G", true]]);
  expect(await search(" ")).toEqual([]);
  const ignoring = await connectWoo({ ignoresFilters: true });
  const { rows } = await ignoring.source.search({ storeId: ignoring.storeId, text: "nobody@example.com", limit: 20 });
  expect(rows).toEqual([]);
});

test("a record is read by its own key alone", async () => {
  const { source, storeId } = await connectWoo();
  const title = async (record: string) => (await source.read({ storeId, record }))?.title;
  expect([
    await title("2"),
    await title("order-13"),
    await title("99"),
    await title("order-99"),
    await title("x"),
  ]).toEqual([...["W0 T", "G G", undefined, undefined, undefined]]);
  const ignoring = await connectWoo({ ignoresFilters: true });
  expect(await ignoring.source.read({ storeId: ignoring.storeId, record: "99" })).toBeUndefined();
});

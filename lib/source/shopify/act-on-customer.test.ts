import { afterEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { type Connection, findConnections } from "@/lib/source/connection/connection";
import type { Person } from "@/lib/source/rights";
import { allowPrivateSources, stopListening } from "@/test/harness/local-server";
import { connectShopify } from "@/test/harness/shopify/connect";
import { type ShopifyServer, startShopify } from "@/test/harness/shopify/server";
import { type Seeded, seedCustomer } from "@/test/harness/shopify/shop-data";
import { withTestDatabase } from "@/test/harness/test-database";
import { shopifySource } from "./shopify-source";

withTestDatabase();

let server: ShopifyServer | undefined;
afterEach(async () => {
  allowPrivateSources();
  await stopListening();
  expect(server?.told.invalid ?? []).toEqual([]);
});

const never = new AbortController().signal;
const EMAIL = "ada@mail.example";
const everything = { marketing: true, sale: true };
const phone = () => ({
  ...{ phoneNumber: "+491701234567", smsMarketingConsent: { state: "SUBSCRIBED" } },
  whatsAppMarketingConsent: { state: "NEVER_SUBSCRIBED" },
});

/** A shop with Ada (7) and Ben (8), whose owner lets it erase and object. @param without scopes that the app lacks. */
async function connect({ without = [], ada = {} }: { without?: string[]; ada?: Record<string, unknown> } = {}) {
  const customers = [
    seedCustomer(7, EMAIL, { defaultPhoneNumber: phone(), ...ada }),
    seedCustomer(8, "ben@mail.example"),
  ];
  server = await startShopify({ customers });
  const { faults, data } = server;
  for (const scope of without) faults.scopes.delete(scope);
  const { storeId, key } = await connectShopify(server);
  await prisma().connection.update({ where: { storeId_number: key }, data: { mayErase: true, mayObject: true } });
  const [connection] = await findConnections(storeId);
  const { erase, object, ...source } = shopifySource(connection as Connection);
  if (!erase || !object) throw new Error("it cannot");
  const [adaNow, benNow] = data.customers as [Seeded, Seeded];
  const who: Person = { storeId, record: "7", emails: [EMAIL] };
  faults.calls = 0;
  return { source, faults, who, ada: adaNow, ben: benNow, key, erase, object, server };
}

const state = ({ defaultEmailAddress, defaultPhoneNumber, dataSaleOptOut, erasureRequests }: Seeded) => ({
  email: (defaultEmailAddress as { marketingState: string } | null)?.marketingState,
  sms: (defaultPhoneNumber as { smsMarketingConsent: { state: string } } | null)?.smsMarketingConsent.state,
  ...{ sale: dataSaleOptOut ?? false, erasures: erasureRequests ?? 0 },
});
const untouched = { email: "NOT_SUBSCRIBED", sms: "SUBSCRIBED", sale: false, erasures: 0 };

test("an erasure waits in Shopify's queue, once more where it is asked for again", async () => {
  const { source, erase, who, ada, ben } = await connect();
  expect([source.can, source.cannot]).toEqual([{ erase: true, object: true }, {}]);
  const queued = { state: "queued", retained: [], note: "Shopify waits 10 days, longer after a recent order" };
  expect(await erase(who, never)).toEqual(queued);
  expect(await erase(who, never)).toEqual(queued);
  expect([state(ada), ben.erasureRequests]).toEqual([{ ...untouched, erasures: 2 }, undefined]);
});

test("nothing is asked for whoever is not there, and a guest's order is named as kept", async () => {
  const { erase, object, who, faults } = await connect();
  expect(await erase({ ...who, record: "99" }, never)).toEqual({ state: "nothing", retained: [] });
  expect(await object({ ...who, record: "99" }, everything, never)).toEqual({ state: "nothing" });
  faults.calls = 0;
  expect(await erase({ ...who, record: "order-5" }, never)).toEqual({
    state: "nothing",
    retained: [expect.stringContaining("without a customer account")],
  });
  expect(faults.calls).toBe(0);
});

test("a record whose address is another's by now is left alone, unless it was linked by its id", async () => {
  const { erase, object, who, ada } = await connect({ ada: { defaultEmailAddress: null } });
  for (const emails of [[EMAIL], []]) {
    const failed = { code: "recordOfAnother", values: { source: "Shop" } };
    await expect(erase({ ...who, emails }, never)).rejects.toMatchObject(failed);
    await expect(object({ ...who, emails }, everything, never)).rejects.toMatchObject(failed);
  }
  expect(ada.erasureRequests).toBeUndefined();
  expect(await erase({ ...who, isLinkedById: true }, never)).toMatchObject({ state: "queued" });
});

test("a shop that answers another customer is asked to do nothing", async () => {
  const { erase, object, who, ada, ben, faults } = await connect();
  faults.answersAnother = true;
  await expect(erase(who, never)).rejects.toMatchObject({ failure: "malformed" });
  await expect(object(who, everything, never)).rejects.toMatchObject({ failure: "malformed" });
  expect([ada.erasureRequests, ben.erasureRequests]).toEqual([undefined, undefined]);
});

test("an objection ends email and text messages and the sale of data, and does nothing twice", async () => {
  const { object, who, ada, ben, faults } = await connect();
  expect(await object(who, everything, never)).toEqual({ state: "done" });
  expect(state(ada)).toEqual({ email: "UNSUBSCRIBED", sms: "UNSUBSCRIBED", sale: true, erasures: 0 });
  expect(state(ben)).toEqual({ email: "NOT_SUBSCRIBED", sms: undefined, sale: false, erasures: 0 });
  faults.calls = 0;
  expect(await object(who, everything, never)).toEqual({ state: "done" });
  expect(faults.calls).toBe(1);
});

test("only what the person objects to ends", async () => {
  const { object, who, ada } = await connect({ without: ["write_customers"] });
  expect(await object(who, { marketing: false, sale: true }, never)).toEqual({ state: "done" });
  expect(state(ada)).toEqual({ ...untouched, sale: true });
});

test("marketing by WhatsApp, which no mutation ends, is named; without an address nobody is opted out of sale", async () => {
  const ada = {
    defaultEmailAddress: null,
    defaultPhoneNumber: { ...phone(), whatsAppMarketingConsent: { state: "SUBSCRIBED" } },
  };
  const { object, who } = await connect({ ada });
  const byId = { ...who, isLinkedById: true };
  expect(await object(byId, { marketing: true, sale: false }, never)).toEqual({
    state: "done",
    note: expect.stringContaining("WhatsApp"),
  });
  await expect(object(byId, everything, never)).rejects.toMatchObject({
    code: "rightRefused",
    values: { what: "NO_EMAIL_ADDRESS" },
  });
});

test("a scope that was never granted is named by the connection, one that was withdrawn by the act", async () => {
  const missing = await connect({ without: ["write_customer_data_erasure", "write_customers"] });
  expect(missing.source.cannot).toEqual({ erase: { code: "scope", scope: "write_customer_data_erasure" } });
  const named = (scope: string) => ({ code: "scopeMissing", values: { source: "Shop", scope } });
  await expect(missing.object(missing.who, everything, never)).rejects.toMatchObject(named("write_customers"));
  expect([state(missing.ada), missing.faults.calls]).toEqual([untouched, 0]);
  const { erase, object, who, faults, key } = await connect();
  faults.scopes.delete("write_customer_data_erasure");
  faults.scopes.delete("write_privacy_settings");
  await expect(erase(who, never)).rejects.toMatchObject(named("write_customer_data_erasure"));
  await expect(object(who, everything, never)).rejects.toMatchObject(named("write_privacy_settings"));
  // The connection itself still works.
  const row = await prisma().connection.findUniqueOrThrow({ where: { storeId_number: key } });
  expect(row.state).toBe("healthy");
});

const answer = (done: unknown) => ({
  status: 200,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ data: { done } }),
});

test.each<[string, ReturnType<typeof answer>, object]>([
  [
    "names another customer",
    answer({ customerId: "gid://shopify/Customer/8", userErrors: [] }),
    { failure: "malformed" },
  ],
  ["names none", answer({ customerId: null, userErrors: [] }), { failure: "malformed" }],
  ["answers nothing", answer(null), { failure: "malformed" }],
  [
    "refuses",
    answer({ customerId: null, userErrors: [{ code: "FAILED_TO_REQUEST" }] }),
    { code: "rightRefused", values: { source: "Shop", what: "FAILED_TO_REQUEST" } },
  ],
  [
    "refuses without a code",
    answer({ customerId: null, userErrors: [{ code: "<b>ada</b>" }] }),
    { code: "rightRefused", values: { source: "Shop", what: "UNKNOWN" } },
  ],
  ["does not accept the credentials any more", { ...answer(null), status: 401 }, { failure: "unauthorized" }],
  [
    "asks for time",
    { ...answer(null), status: 429, headers: { "retry-after": "90" } as never },
    { failure: "throttled" },
  ],
])("a shop that %s fails the erasure, which can be tried again", async (_what, given, expected) => {
  const { erase, who, faults, ada, key } = await connect();
  faults.instead = (_call, query) => (query.startsWith("mutation") ? given : undefined);
  await expect(erase(who, never)).rejects.toMatchObject(expected);
  expect(ada.erasureRequests).toBeUndefined();
  faults.instead = undefined;
  await prisma().connection.update({ where: { storeId_number: key }, data: { retryAt: null, failures: 0 } });
  expect(await erase(who, never)).toMatchObject({ state: "queued" });
});

test("an answer that is lost on the way is asked for again", async () => {
  const { erase, who, faults, ada } = await connect();
  let lost = 0;
  faults.instead = (_call, query) =>
    query.startsWith("mutation") && ++lost === 1 ? { ...answer(null), status: 503 } : undefined;
  expect(await erase(who, never)).toMatchObject({ state: "queued" });
  expect([lost, ada.erasureRequests]).toEqual([2, 1]);
});

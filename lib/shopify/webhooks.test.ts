import { createHmac } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { POST } from "@/app/api/shopify/webhooks/route";
import { ownDueDate } from "@/lib/clock/due-dates";
import { hashRecord } from "@/lib/customer/erased-person";
import { prisma } from "@/lib/database";
import { env } from "@/lib/env";
import { rewrapSecrets } from "@/lib/keys/rewrap-secrets";
import { logger } from "@/lib/logger";
import { notifyJob } from "@/lib/notification/notify.job";
import { makeConnection } from "@/test/factories/connection";
import { makeCustomer } from "@/test/factories/customer";
import { eventTypesOf, makeRequest } from "@/test/factories/request";
import { makeMember, makeStore, merchantEmail } from "@/test/factories/store";
import { emailsOf, sendAll } from "@/test/harness/emails";
import { serveRoutes } from "@/test/harness/serve-route";
import { withTestDatabase } from "@/test/harness/test-database";
import { handleWebhookJob } from "./handle-webhook.job";

withTestDatabase();

let origin = "";
let stop = async () => {};
beforeAll(async () => {
  ({ origin, stop } = await serveRoutes({ "POST /api/shopify/webhooks": POST }));
});
afterAll(() => stop());

let count = 0;

/** A store that has connected a shop, whose app's secret is "secret of SHOP". */
async function connected(credentials: object = {}) {
  const store = await makeStore();
  const name = `shop-${++count}.myshopify.com`;
  const clientSecret = `secret of ${name}`;
  const key = await makeConnection(store.id, {
    ...{ kind: "shopify", name: "Northwind", address: `https://${name}` },
    credentials: { clientSecret, ...credentials },
    createdAt: new Date(Date.now() - 49 * 3_600_000),
  });
  return { ...key, store, shop: name, secret: clientSecret };
}

type Shop = Awaited<ReturnType<typeof connected>>;

const dataRequest = ({ shop }: Pick<Shop, "shop">, customer: object = { id: 207119551, email: "Ada@mail.example" }) =>
  JSON.stringify({
    ...{ shop_id: 954889, shop_domain: shop, orders_requested: [299938], customer: { phone: "555", ...customer } },
    data_request: { id: 9999 },
  });
const redact = ({ shop }: Pick<Shop, "shop">) =>
  JSON.stringify({
    ...{ shop_id: 954889, shop_domain: shop, orders_to_redact: [299938] },
    customer: { id: 207119551, email: "ada@mail.example", phone: "555" },
  });
const shopRedact = ({ shop }: Pick<Shop, "shop">) => JSON.stringify({ shop_id: 954889, shop_domain: shop });

interface Sent {
  topic?: string;
  body: string;
  id?: string;
  secret?: string;
  shop?: string;
  hmac?: string;
}

async function send(from: Shop, { topic = "customers/data_request", body, id = `w-${++count}`, ...changes }: Sent) {
  const hmac = createHmac("sha256", changes.secret ?? from.secret)
    .update(body)
    .digest("base64");
  const answer = await fetch(`${origin}/api/shopify/webhooks`, {
    method: "POST",
    body,
    headers: {
      ...{ "content-type": "application/json", "x-shopify-topic": topic, "x-shopify-webhook-id": id },
      ...{ "x-shopify-shop-domain": changes.shop ?? from.shop, "x-shopify-hmac-sha256": changes.hmac ?? hmac },
    },
  });
  return answer.status;
}

const rowsOf = ({ storeId }: Shop) =>
  prisma().shopifyWebhook.findMany({ where: { storeId }, orderBy: { webhookId: "asc" } });
const requestsOf = ({ storeId }: Shop) =>
  prisma().request.findMany({
    where: { storeId },
    include: { identities: { orderBy: { kind: "asc" } }, events: true },
  });

/** Runs the job of every webhook of a store, as the worker does. */
async function handleAll(shop: Shop) {
  for (const { storeId, webhookId } of await rowsOf(shop)) await handleWebhookJob({ storeId, webhookId });
}

test("a request for data becomes an open request of the account, and the store alone is told", async () => {
  const shop = await connected();
  await prisma().store.update({ where: { id: shop.storeId }, data: { responsePeriod: 3 } });
  expect(await send(shop, { body: dataRequest(shop) })).toBe(200);
  const [row] = await rowsOf(shop);
  expect(row).toMatchObject({ topic: "customers/data_request", handledAt: null });
  expect(row?.content).not.toContain("ada");
  await handleAll(shop);
  const [request, ...others] = await requestsOf(shop);
  expect(others).toEqual([]);
  expect(request).toMatchObject({
    ...{ type: "export", source: "shopify", state: "open", email: "Ada@mail.example", emailVerified: false },
    ...{ verifiedAt: null, personKey: "platform:connection-1:207119551", platformCustomerId: "207119551" },
    ...{ platformSource: "connection-1", matchingSince: expect.any(Date) },
  });
  const [email, id] = request?.identities ?? [];
  expect(email).toMatchObject({ kind: "email", value: "ada@mail.example", issuer: "webhook", proof: null });
  expect(id).toMatchObject({ source: "connection-1", value: "207119551", issuer: "webhook", proof: "handoff" });
  // The store has three months, and Shopify gives 30 days.
  const period = { responsePeriod: 30, responsePeriodUnit: "days" } as const;
  expect(request?.dueAt).toEqual(ownDueDate(request?.createdAt.toISOString().slice(0, 10) ?? "", period, "UTC"));
  expect((await rowsOf(shop))[0]).toMatchObject({ content: null, handledAt: expect.any(Date) });
  await makeMember(shop.storeId, "owner");
  for (const { id: eventId } of request?.events ?? []) await notifyJob({ storeId: shop.storeId, eventId });
  expect((await emailsOf(shop.storeId)).map(({ audience, template }) => [audience, template])).toEqual([
    ["store", "request-forwarded"],
  ]);
});

test("a store whose own period is shorter answers by that", async () => {
  const shop = await connected();
  await prisma().store.update({
    where: { id: shop.storeId },
    data: { responsePeriod: 10, responsePeriodUnit: "days" },
  });
  await send(shop, { body: dataRequest(shop) });
  await handleAll(shop);
  const [request] = await requestsOf(shop);
  const period = { responsePeriod: 10, responsePeriodUnit: "days" } as const;
  expect(request?.dueAt).toEqual(ownDueDate(request?.createdAt.toISOString().slice(0, 10) ?? "", period, "UTC"));
});

test("asked again, the account's open request is joined, and keeps the earlier date", async () => {
  const shop = await connected();
  await send(shop, { body: dataRequest(shop) });
  await handleAll(shop);
  const dueAt = new Date("2026-12-01T10:00:00Z");
  await prisma().request.updateMany({ where: { storeId: shop.storeId }, data: { dueAt } });
  await send(shop, { body: dataRequest(shop) });
  await handleAll(shop);
  const [request, ...others] = await requestsOf(shop);
  expect(others).toEqual([]);
  expect(request?.dueAt).toEqual(dueAt);
  expect(request?.events.filter(({ type }) => type === "request_forwarded").map(({ data }) => data)).toEqual([
    { platform: "shopify" },
    { platform: "shopify", joined: true },
  ]);
});

test("who proved the account's address has their request joined; who only typed it has not", async () => {
  const shop = await connected();
  const address = { email: "ada@mail.example", emailNormalized: "ada@mail.example" };
  const proved = await makeRequest(shop.storeId, {
    ...address,
    emailVerified: true,
    personKey: "email:ada@mail.example",
  });
  const typed = await makeRequest(shop.storeId, { ...address, state: "unverified", emailVerified: false });
  await send(shop, { body: dataRequest(shop) });
  await handleAll(shop);
  const requests = await requestsOf(shop);
  expect(requests.map(({ id }) => id).sort()).toEqual([proved.id, typed.id].sort());
  const joined = requests.find(({ id }) => id === proved.id);
  expect(joined).toMatchObject({ emailVerified: true, source: "guest" });
  expect(joined?.identities.map(({ value }) => value)).toEqual(["ada@mail.example", "207119551"]);
  expect(requests.find(({ id }) => id === typed.id)).toMatchObject({ state: "unverified", events: [] });
  // Another account with the same address is another person's until somebody says otherwise.
  await send(shop, { body: dataRequest(shop, { id: 4, email: "ada@mail.example" }) });
  await handleAll(shop);
  expect(await requestsOf(shop)).toHaveLength(3);
});

test("an erasure becomes a request of its own, without the address", async () => {
  const shop = await connected();
  await send(shop, { body: dataRequest(shop) });
  await send(shop, { topic: "customers/redact", body: redact(shop) });
  await handleAll(shop);
  const erasure = (await requestsOf(shop)).find(({ type }) => type === "erasure");
  expect(erasure).toMatchObject({ source: "shopify", state: "open", email: null, platformCustomerId: "207119551" });
  expect(erasure?.identities.map(({ kind }) => kind)).toEqual(["platform_id"]);
  expect(await requestsOf(shop)).toHaveLength(2);
});

test("the end of an erasure that Shopify was asked for joins it, and opens no request; a customer who is back gets one", async () => {
  const shop = await connected();
  const { storeId, number } = shop;
  const { id: requestId } = await makeRequest(storeId, { type: "erasure", state: "answered" });
  const times = { approvedAt: new Date(), startsAt: new Date() };
  const plan = { approvedById: requestId, approvedByName: "Mara", subject: {}, state: "finished", ...times } as const;
  await prisma().erasurePlan.create({ data: { storeId, requestId, ...plan }, select: { requestId: true } });
  const source = `connection-${number}`;
  await prisma().$transaction(async (transaction) => {
    const recordHash = await hashRecord(transaction, { storeId, source, record: "207119551" });
    await transaction.erasureStep.create({
      data: { storeId, requestId, number: 1, kind: "live", state: "queued", source, recordHash },
      select: { number: true },
    });
  });
  for (const id of ["first", "second"]) await send(shop, { topic: "customers/redact", body: redact(shop), id });
  await handleAll(shop);
  expect(await requestsOf(shop)).toHaveLength(1);
  expect(await eventTypesOf(storeId, requestId)).toEqual(["erasure_confirmed"]);
  // Another store's is not joined.
  const other = await connected();
  await send(other, { topic: "customers/redact", body: redact(other) });
  await handleAll(other);
  expect(await requestsOf(other)).toHaveLength(1);
  await makeCustomer(storeId, { platformId: "207119551" });
  await send(shop, { topic: "customers/redact", body: redact(shop), id: "third" });
  await handleAll(shop);
  expect(await requestsOf(shop)).toHaveLength(2);
});

test("a removed shop is disconnected without its credentials, and its owners are told of the deletion", async () => {
  const shop = await connected();
  const owner = await makeMember(shop.storeId, "owner");
  await makeMember(shop.storeId, "staff");
  expect(await send(shop, { topic: "shop/redact", body: shopRedact(shop), id: "gone" })).toBe(200);
  await handleAll(shop);
  const where = { storeId_number: { storeId: shop.storeId, number: shop.number } };
  expect(await prisma().connection.findUnique({ where })).toMatchObject({ state: "disconnected", credentials: null });
  const [row] = await rowsOf(shop);
  const deletion = await prisma().shopDeletion.findUniqueOrThrow({ where });
  expect(deletion.dueAt.getTime() - (row?.receivedAt.getTime() ?? 0)).toBe(28 * 86_400_000);
  await sendAll(shop.storeId);
  const [email, ...others] = await emailsOf(shop.storeId);
  expect(others).toEqual([]);
  expect(email).toMatchObject({ to: merchantEmail(owner.id), state: "sent" });
  expect(email?.subject).toContain(shop.shop);
  expect(email?.text).toContain(`/settings/connections/${shop.number}/deletion`);
  // Nobody can sign for it any more.
  expect(await send(shop, { body: dataRequest(shop) })).toBe(401);
});

test("a removal that was sent before cannot end the connection that the shop has made since", async () => {
  const warn = vi.spyOn(logger, "warn");
  const shop = await connected();
  const { storeId, number } = shop;
  const redaction = { topic: "shop/redact", body: shopRedact(shop) };
  await prisma().connection.updateMany({
    where: { storeId, number },
    data: { createdAt: new Date(Date.now() - 47 * 3_600_000) },
  });
  expect(await send(shop, redaction)).toBe(200);
  expect(await rowsOf(shop)).toEqual([]);
  const facts = { security: true, code: "connection_too_new", storeId };
  expect(warn).toHaveBeenCalledWith(facts, "webhook ignored");
  // A customer of a new connection may ask at once.
  expect(await send(shop, { body: dataRequest(shop) })).toBe(200);
  expect(await rowsOf(shop)).toHaveLength(1);
});

test.each<[string, number, (shop: Shop, other: Shop) => Sent]>([
  ["a wrong secret", 401, (shop) => ({ body: dataRequest(shop), secret: "wrong" })],
  ["no signature", 401, (shop) => ({ body: dataRequest(shop), hmac: "" })],
  ["a signature of another length", 401, (shop) => ({ body: dataRequest(shop), hmac: "AAAA" })],
  ["a shop that nobody connected", 401, (shop) => ({ body: dataRequest(shop), shop: "nobody.myshopify.com" })],
  ["a shop that is no name", 401, (shop) => ({ body: dataRequest(shop), shop: "evil.example/.myshopify.com" })],
  ["another store's secret", 401, (shop, other) => ({ body: dataRequest(shop), secret: other.secret })],
  ["another shop's body under its own header", 400, (shop) => ({ body: dataRequest({ shop: `x${shop.shop}` }) })],
  ["another topic's body", 400, (shop) => ({ topic: "shop/redact", body: dataRequest(shop) })],
  ["a data request as a redaction", 400, (shop) => ({ topic: "customers/redact", body: dataRequest(shop) })],
  ["no JSON", 400, () => ({ body: "{" })],
  ["no id", 400, (shop) => ({ body: dataRequest(shop), id: "" })],
  ["a topic that Dossier has no use for", 200, (shop) => ({ topic: "orders/create", body: dataRequest(shop) })],
])("%s: %i, and nothing is kept", async (_what, status, sent) => {
  const [shop, other] = [await connected(), await connected()];
  expect(await send(shop, sent(shop, other))).toBe(status);
  expect([...(await rowsOf(shop)), ...(await rowsOf(other))]).toEqual([]);
});

test("256 kB are taken, and a byte more is refused before it is read", async () => {
  const shop = await connected();
  const pad = (size: number) =>
    dataRequest(shop)
      .replace(/\}$/, `,"note":"`)
      .padEnd(size - 2, "x")
      .concat('"}');
  expect(await send(shop, { body: pad(256 * 1024) })).toBe(200);
  expect(await send(shop, { body: pad(256 * 1024 + 1) })).toBe(413);
  const endless = { body: new Blob([pad(300_000)]).stream(), duplex: "half" } as RequestInit;
  expect((await POST(new Request("http://localhost/", { method: "POST", ...endless }))).status).toBe(413);
});

test("in a rotation both secrets sign, until the former one is over", async () => {
  const former = { secret: "the former one", until: new Date(Date.now() + 60_000).toISOString() };
  const shop = await connected({ formerClientSecret: former });
  for (const secret of [shop.secret, former.secret])
    expect(await send(shop, { body: dataRequest(shop), secret })).toBe(200);
  const over = { ...former, until: new Date(Date.now() - 1).toISOString() };
  const later = await connected({ formerClientSecret: over });
  expect(await send(later, { body: dataRequest(later), secret: former.secret })).toBe(401);
});

test("500 at once, many of them repeated: all are answered 200, and each is handled once", async () => {
  const shop = await connected();
  const ids = Array.from({ length: 500 }, (_, index) => `many-${index % 60}`);
  const statuses = await Promise.all(ids.map((id) => send(shop, { body: dataRequest(shop, { id: 7 }), id })));
  expect(statuses.filter((status) => status !== 200)).toEqual([]);
  await handleAll(shop);
  await Promise.all((await rowsOf(shop)).slice(0, 20).map(handleWebhookJob));
  expect(await send(shop, { body: dataRequest(shop, { id: 7 }), id: "many-1" })).toBe(200);
  await handleAll(shop);
  const [request, ...others] = await requestsOf(shop);
  expect(others).toEqual([]);
  expect(request?.events).toHaveLength(60);
});

test("what waits for its job is rewrapped with the other secrets", async () => {
  await prisma().store.deleteMany();
  const shop = await connected();
  await send(shop, { body: dataRequest(shop) });
  const [old] = env().encryptionKeys;
  const fresh = Buffer.alloc(32, 7);
  env().encryptionKeys = [fresh, ...(old ? [old] : [])];
  expect(await rewrapSecrets()).toMatchObject({ remaining: 0 });
  env().encryptionKeys = [fresh];
  await handleAll(shop);
  expect(await requestsOf(shop)).toHaveLength(1);
  env().encryptionKeys = old ? [old] : [];
});

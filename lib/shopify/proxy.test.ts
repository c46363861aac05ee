import { createHmac } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { GET, POST } from "@/app/api/shopify/proxy/route";
import { prisma } from "@/lib/database";
import { env } from "@/lib/env";
import { signInByHandoff, verifyHandoff } from "@/lib/sign-in/sign-in-by-handoff";
import { makeConnection } from "@/test/factories/connection";
import { makeStore } from "@/test/factories/store";
import { serveRoutes } from "@/test/harness/serve-route";
import { withTestDatabase } from "@/test/harness/test-database";
import { createFormToken, isFormToken } from "./form-token";
import { verifyProxy } from "./verify-proxy";

withTestDatabase();

let origin = "";
let stop = async () => {};
beforeAll(async () => {
  ({ origin, stop } = await serveRoutes({ "GET /api/shopify/proxy": GET, "POST /api/shopify/proxy": POST }));
});
afterAll(() => stop());

let count = 0;

async function connected(credentials: object = {}, fields: object = {}) {
  const store = await makeStore(fields);
  const shop = `proxied-${++count}.myshopify.com`;
  const clientSecret = `secret of ${shop}`;
  const { number } = await makeConnection(store.id, {
    ...{ kind: "shopify", name: "Northwind", address: `https://${shop}` },
    credentials: { clientSecret, ...credentials },
  });
  return { store, number, shop, secret: clientSecret };
}

type Shop = Awaited<ReturnType<typeof connected>>;

const seconds = (from = 0) => String(Math.floor(Date.now() / 1000) + from);

/** The query that Shopify adds when it forwards a shopper's request. */
function signed(
  { shop, secret }: Pick<Shop, "shop" | "secret">,
  changes: Record<string, string> = {},
): URLSearchParams {
  const query = { shop, logged_in_customer_id: "", path_prefix: "/apps/data", timestamp: seconds(), ...changes };
  const text = Object.entries(query)
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join("");
  return new URLSearchParams({ ...query, signature: createHmac("sha256", secret).update(text).digest("hex") });
}

const asCustomer = { logged_in_customer_id: "207119551" };

async function ask(
  query: URLSearchParams | string,
  form?: Record<string, string>,
  headers: Record<string, string> = {},
) {
  const answer = await fetch(`${origin}/api/shopify/proxy?${query}`, {
    headers: { "x-forwarded-for": "198.51.100.7", ...headers },
    ...(form && { method: "POST", body: new URLSearchParams(form) }),
  });
  return {
    status: answer.status,
    type: answer.headers.get("content-type"),
    headers: answer.headers,
    text: await answer.text(),
  };
}

const tokenIn = (text: string) => /name="form_token" value="([^"]+)"/.exec(text)?.[1] ?? "";
const requestsOf = ({ store }: Shop) =>
  prisma().request.findMany({ where: { storeId: store.id }, include: { identities: true } });

test("a guest gets the form in the shop's theme, and the same answer for every address", async () => {
  const shop = await connected();
  const page = await ask(signed(shop));
  expect(page).toMatchObject({ status: 200, type: "application/liquid" });
  expect(page.headers.get("cache-control")).toBe("no-store");
  for (const name of ["set-cookie", "content-security-policy", "strict-transport-security", "x-frame-options"])
    expect(page.headers.get(name), name).toBeNull();
  expect(page.text).toContain("<h1>Customer data requests</h1>");
  expect(page.text).toContain('<form method="post" action="/apps/data">');
  expect(page.text).toContain(">Request data export</button>");
  expect(page.text).not.toMatch(/<script|style=|[{}]/);
  const form = { form_token: tokenIn(page.text), email: "Ada@mail.example", hint: "Order 7" };
  const sent = await ask(signed(shop), form);
  expect(sent.text).toMatch(/<h1>Check your inbox<\/h1>.*<strong>Ada@mail.example<\/strong>/s);
  const again = await ask(signed(shop), { form_token: tokenIn(sent.text), email: "Ada@mail.example", again: "1" });
  expect(again.text).toContain("another email to <strong>Ada@mail.example</strong>");
  const [request, ...others] = await requestsOf(shop);
  expect(others).toEqual([]);
  expect(request).toMatchObject({
    ...{ source: "guest", state: "unverified", email: "Ada@mail.example", customerHint: "Order 7", locale: "en" },
  });
});

test("who is logged in to the shop presses one button: their account asks, in its own source, without an address", async () => {
  const shop = await connected();
  const page = await ask(signed(shop, asCustomer));
  expect(page.text).not.toContain('type="email"');
  const received = await ask(signed(shop, asCustomer), {
    form_token: tokenIn(page.text),
    email: "victim@mail.example",
  });
  const [request, ...others] = await requestsOf(shop);
  expect(others).toEqual([]);
  expect(received.text).toContain("has been received");
  expect(received.text).toContain(request?.reference);
  expect(request).toMatchObject({
    ...{ source: "signed_in", state: "open", email: null, emailNormalized: null, emailVerified: false },
    ...{ personKey: "platform:connection-1:207119551", platformSource: "connection-1" },
    identities: [
      { kind: "platform_id", source: "connection-1", value: "207119551", issuer: "proxy", proof: "handoff" },
    ],
  });
  const again = await ask(signed(shop, asCustomer), { form_token: tokenIn(received.text) || tokenIn(page.text) });
  expect(again.text).toContain("has been received already");
  expect(await requestsOf(shop)).toHaveLength(1);
});

test("“Your requests” signs the account in once, at its own store", async () => {
  const [shop, other] = [await connected(), await connected()];
  const { text } = await ask(signed(shop, asCustomer));
  const href = new URL(/<a href="([^"]+)"/.exec(text)?.[1]?.replaceAll("&#38;", "&") ?? "");
  expect(`${href.origin}${href.pathname}`).toBe(`${env().appUrl}/s/${shop.store.slug}/sign-in`);
  const token = href.searchParams.get("token") ?? "";
  expect(await verifyHandoff(other.store.id, token)).toBeUndefined();
  const account = {
    email: null,
    emailVerified: false,
    platformCustomerId: "207119551",
    platformSource: "connection-1",
  };
  expect((await verifyHandoff(shop.store.id, token))?.identity).toMatchObject(account);
  expect(await signInByHandoff(shop.store.id, token)).toMatchObject(account);
  expect(await signInByHandoff(shop.store.id, token)).toBeUndefined();
  expect(await verifyHandoff(shop.store.id, `${token.slice(0, -2)}AA`)).toBeUndefined();
});

test.each<[string, (shop: Shop, other: Shop) => URLSearchParams | string]>([
  ["a wrong secret", (shop) => signed({ ...shop, secret: "wrong" })],
  ["another store's secret", (shop, other) => signed({ ...shop, secret: other.secret })],
  ["a shop that nobody connected", (shop) => signed({ ...shop, shop: "nobody.myshopify.com" })],
  ["no signature", ({ shop }) => `shop=${shop}&timestamp=${seconds()}&path_prefix=/apps/data`],
  ["an id that was changed", (shop) => String(signed(shop, asCustomer)).replace("207119551", "207119552")],
  ["a parameter that was added", (shop) => `${signed(shop)}&logged_in_customer_name=7`],
  ["a repeated parameter", (shop) => `${signed(shop)}&shop=${shop.shop}`],
  ["two values that are signed as one", (shop) => String(signed(shop, { extra: "1,2" })).replace("1%2C2", "1&extra=2")],
  ["91 seconds of age", (shop) => signed(shop, { timestamp: seconds(-92) })],
  ["a time to come", (shop) => signed(shop, { timestamp: seconds(92) })],
  ["no time", (shop) => signed(shop, { timestamp: "" })],
  ["a path on another site", (shop) => signed(shop, { path_prefix: "//evil.example" })],
  ["a path that is HTML", (shop) => signed(shop, { path_prefix: '/apps/"><script>' })],
])("%s is refused, as everything that no shop forwarded", async (_what, query) => {
  const [shop, other] = [await connected(), await connected()];
  const answers = [await ask(query(shop, other)), await ask(query(shop, other), { email: "ada@mail.example" })];
  for (const { status, text } of answers)
    expect({ status, text }).toEqual({ status: 401, text: "This page can be opened in the shop only.\n" });
  expect(await requestsOf(shop)).toEqual([]);
});

test("in a rotation both secrets sign, until the former one is over", async () => {
  const former = (until: number) => ({
    formerClientSecret: { secret: "former", until: new Date(until).toISOString() },
  });
  const shop = await connected(former(Date.now() + 60_000));
  for (const secret of [shop.secret, "former"]) expect((await ask(signed({ ...shop, secret }))).status).toBe(200);
  const later = await connected(former(Date.now() - 1));
  expect((await ask(signed({ ...later, secret: "former" }))).status).toBe(401);
});

test("a recorded request, and the example of Shopify's documentation", async () => {
  const shop = { shop: "x.myshopify.com", secret: "secret" };
  const { id } = await makeStore();
  await makeConnection(id, {
    kind: "shopify",
    address: `https://${shop.shop}`,
    credentials: { clientSecret: shop.secret },
  });
  // openssl dgst -sha256 -hmac secret, over the parameters of fixtures/samples/shopify-hmac.mjs.
  const signature = "a2ec7eeab41ffd735655b0ad29c488652ec495930a65a6150f5db588856497c7";
  const query = `timestamp=1795000000&shop=x.myshopify.com&path_prefix=%2Fapps%2Fdata&logged_in_customer_id=7`;
  const at = (second: number) => new Date(second * 1000);
  const read = (time: Date, as = signature) => verifyProxy(new URLSearchParams(`${query}&signature=${as}`), time);
  expect(await read(at(1795000090))).toMatchObject({ store: { id }, customerId: "7", path: "/apps/data" });
  expect(await read(at(1795000091))).toBeUndefined();
  expect(await read(at(1795000000), signature.replace("a2", "a3"))).toBeUndefined();
  // Its repeated parameter is refused; signed here as Shopify signs it, the sum is the documented one.
  const documented = signed(
    { shop: "shop-name.myshopify.com", secret: "hush" },
    { extra: "1,2", logged_in_customer_id: "1", path_prefix: "/apps/awesome_reviews", timestamp: "1317327555" },
  );
  expect(documented.get("signature")).toBe("4c68c8624d737112c91818c11017d24d334b524cb5c2b8ba08daa056f7395ddb");
});

test("a form's token is of one shop and shopper, for ten minutes", async () => {
  const [shop, other] = [await connected(), await connected()];
  const now = new Date();
  const guest = { store: shop.store, shop: shop.shop, customerId: undefined };
  const token = createFormToken(guest, now);
  expect(isFormToken(token, guest, new Date(now.getTime() + 599_000))).toBe(true);
  expect(isFormToken(token, guest, new Date(now.getTime() + 601_000))).toBe(false);
  const strangers = [
    { ...guest, customerId: "7" },
    { ...guest, shop: other.shop },
    { ...guest, store: other.store },
  ];
  for (const stranger of strangers) expect(isFormToken(token, stranger, now)).toBe(false);
  for (const forged of ["", token.slice(0, -1), token.replace(/^\d+/, (until) => String(Number(until) + 600))])
    expect(isFormToken(forged, guest, now)).toBe(false);
  for (const form_token of ["", token]) {
    const answer = await ask(signed(shop, asCustomer), { form_token });
    expect(answer.text).toContain("open for too long");
  }
  expect(await requestsOf(shop)).toEqual([]);
});

test("what a store is called, or somebody types, is text to HTML and to Liquid", async () => {
  const name = `{{ shop.secret }} {% raw %} <b>"x"&'y'`;
  const shop = await connected({}, { name });
  const page = await ask(signed(shop));
  expect(page.text).not.toMatch(/[{}]|<b>/);
  expect(page.text).toContain("&#123;&#123; shop.secret &#125;&#125;");
  const typed = { email: '{{ x }}"><script>', hint: "{% y %}" };
  const answer = await ask(signed(shop), { form_token: tokenIn(page.text), ...typed });
  expect(answer.text).not.toMatch(/[{}]|<script/);
  expect(answer.text).toContain('role="alert"');
  expect(answer.text).toContain('value="&#123;&#123; x &#125;&#125;&#34;&#62;&#60;script&#62;"');
});

test("a form from the shop's domain is taken there alone, and limits count shoppers, not Shopify", async () => {
  const shop = await connected();
  const token = tokenIn((await ask(signed(shop))).text);
  const headers = { origin: `https://${shop.shop}`, "sec-fetch-site": "cross-site" };
  const from = (address: string, email: string) =>
    ask(signed(shop), { form_token: token, email }, { ...headers, "x-forwarded-for": `192.0.2.1, ${address}` });
  expect((await from("198.51.100.1", "one@mail.example")).text).toContain("Check your inbox");
  for (const path of ["/api/shopify/proxy/", "/api/shopify/prox%79", "/api/shopify/webhooks", "/s/demo"])
    expect((await fetch(`${origin}${path}?${signed(shop)}`, { method: "POST", headers })).status, path).toBe(403);
  await prisma().$executeRaw`UPDATE rate_limit SET points = 120 WHERE key LIKE 'publicFormByAddress:%'`;
  expect((await from("198.51.100.1", "two@mail.example")).text).toContain("Too many attempts");
  expect((await from("198.51.100.2", "two@mail.example")).text).toContain("Check your inbox");
});

test("a store that takes no guests asks them to log in to the shop, also who sends the form all the same", async () => {
  const shop = await connected({}, { guestsSupported: false });
  const page = await ask(signed(shop), undefined, { "accept-language": "de-AT" });
  expect(page.text).toContain('href="/account/login"');
  expect(page.text).toContain("bittet Sie");
  expect(page.text).not.toContain("<form");
  const form_token = createFormToken({ ...shop, customerId: undefined });
  expect((await ask(signed(shop), { form_token, email: "ada@mail.example" })).text).toContain('role="alert"');
  expect(await requestsOf(shop)).toEqual([]);
});

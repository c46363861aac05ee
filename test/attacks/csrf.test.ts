import { expect, inject, test } from "vitest";
import { asFetch, asForm, type Post } from "@/test/harness/form";
import { type Answer, openBrowser } from "@/test/harness/http-browser";
import { createMerchant, signInMerchant } from "@/test/harness/merchants";
import { query } from "@/test/harness/postgres";
import { addressOf, createStores } from "@/test/harness/stores";

const { origin, databaseUrl } = inject("app");
const [store] = await createStores(databaseUrl, 1, "csrf");
if (!store) throw new Error("no store");
const { slug } = store;
const owner = openBrowser({ origin, address: addressOf(40_000) });
await signInMerchant(owner, await createMerchant(databaseUrl, { store, role: "owner", email: "owner@csrf.example" }));
const settings = await owner.form(`/dashboard/${slug}/settings/delivery`, "retentionMonths");
// A browser sends nothing for a checkbox that is not checked.
delete settings.fields.approvalRequired;
delete settings.fields.reviewRequired;

/** Headers; an undefined one is left out. */
type Sent = Record<string, string | undefined>;

/** What another site's page can make the owner's browser send. SameSite=Lax would withhold the cookie: here it is sent anyway. */
const foreign: [string, Sent][] = [
  ["another site's origin", { origin: "https://attacker.example", "sec-fetch-site": "cross-site" }],
  ["another port of this host", { origin: "http://localhost:1" }],
  ["this origin by another scheme", { origin: origin.replace("http:", "https:") }],
  ["a host that begins like this one", { origin: `${origin}.attacker.example` }],
  ["a user name that looks like this host", { origin: `http://${new URL(origin).host}@attacker.example` }],
  ["the origin null, as from a sandboxed frame", { origin: "null", "sec-fetch-site": "cross-site" }],
  ["an empty origin", { origin: "" }],
  ["no origin, by a browser that says cross-site", { origin: undefined, "sec-fetch-site": "cross-site" }],
  ["no origin, by a browser that says same-site", { origin: undefined, "sec-fetch-site": "same-site" }],
  [
    "another origin, and a proxy's header that names it",
    { origin: "https://attacker.example", forwarded: "host=attacker.example" },
  ],
];

test.each(foreign)("a form is refused from %s", async (_name, headers) => {
  for (const post of [asForm(settings, changes()), asFetch(settings, changes())]) {
    const answer = await send(post, headers);
    expect(answer.status).toBe(403);
    expect(await months()).toBe(36);
  }
});

test("a form is refused with an overridden or a reading method", async () => {
  const post = asForm(settings, changes());
  for (const name of ["x-http-method-override", "x-method-override", "x-http-method"])
    expect((await owner.get(settings.path, { [name]: "POST" })).status).toBe(200);
  const query = new URLSearchParams({ ...settings.actionFields, ...settings.fields, ...changes(), _method: "POST" });
  expect((await owner.get(`${settings.path}?${query}`)).status).toBe(200);
  expect((await owner.get(settings.path, { "next-action": settings.actionId })).status).toBeLessThan(500);
  for (const method of ["PUT", "PATCH", "DELETE"]) {
    const answer = await fetch(origin + post.path, {
      ...{ method, body: post.body, redirect: "manual" },
      headers: { ...post.headers, cookie: owner.cookieHeader(), origin: "https://attacker.example" },
    });
    expect(answer.status).toBe(403);
  }
  expect(await months()).toBe(36);
});

test.each([
  "text/plain",
  "text/plain;charset=UTF-8",
  "application/json",
  "application/x-www-form-urlencoded",
  "text/plain; boundary=----DossierTest7f3a; multipart/form-data",
])("a form is refused as %s, which needs no preflight", async (type) => {
  const post = asFetch(settings, changes());
  const json = JSON.stringify([{}, { store: slug, ...changes() }]);
  for (const body of [post.body, json, new URLSearchParams({ ...settings.actionFields, ...changes() }).toString()])
    for (const origins of [
      { origin: "https://attacker.example" },
      { origin: "null" },
      { origin: undefined, "sec-fetch-site": "cross-site" },
    ]) {
      const headers = { ...post.headers, "content-type": type };
      expect((await send({ ...post, headers, body }, origins)).status).toBe(403);
    }
  expect(await months()).toBe(36);
});

test("routes that act on a POST refuse other sites", async () => {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  for (const path of [
    `/s/${slug}/delivery/${"x".repeat(43)}/open`,
    `/s/${slug}/account/deliveries/0/open`,
    `/api/stores/${slug}/deliveries/0/password-zip`,
    `/api/stores/${slug}/texts/preview`,
    `/api/stores/${slug}/messages/0/files`,
  ])
    for (const [, foreignHeaders] of foreign)
      expect((await send({ path, headers, body: "code=123456" }, foreignHeaders)).status).toBe(403);
});

test("the store's own page is accepted", async () => {
  for (const [number, post] of [
    asForm(settings, { ...changes(), retentionMonths: "13" }),
    asFetch(settings, { ...changes(), retentionMonths: "14" }),
  ].entries()) {
    expect((await send(post, { origin, "sec-fetch-site": "same-origin" })).status).toBe(200);
    expect(await months()).toBe(13 + number);
  }
});

function changes() {
  return { deliveryMethod: "outside", retentionMonths: "12" };
}

async function send(post: Post, headers: Sent): Promise<Answer> {
  return await owner.post(post, headers);
}

async function months(): Promise<number | undefined> {
  const [row] = await query<{ months: number }>(
    databaseUrl,
    "SELECT record_lifetime_months AS months FROM store WHERE slug = $1",
    [slug],
  );
  return row?.months;
}

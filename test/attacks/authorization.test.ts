import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { may } from "@/lib/sign-in/permissions";
import { makeStore } from "@/test/factories/store";
import { asFetch } from "@/test/harness/form";
import { type Answer, type HttpBrowser, openBrowser } from "@/test/harness/http-browser";
import { createMerchant, signInMerchant } from "@/test/harness/merchants";
import { addressOf } from "@/test/harness/stores";
import { actionForms } from "./action-forms";
import { type Action, readActions } from "./build-manifest";
import { fingerprint } from "./fingerprint";
import { startOwnApp } from "./own-app";
import { makeTargetStore } from "./target-store";

/** The message for everyone who is refused. */
const FORBIDDEN = "have permission to do this";

const { origin, databaseUrl } = await startOwnApp("authorization");
const pool = new pg.Pool({ connectionString: databaseUrl });
afterAll(() => pool.end());

const home = await makeStore();
const foreign = await makeStore();
/** The one with the fewest permissions first. */
const roles = ["viewer", "staff", "owner"] as const;
const members = {
  viewer: await member(home, "viewer"),
  staff: await member(home, "staff"),
  owner: await member(home, "owner"),
  /** The owner of another store. */
  stranger: await member(foreign, "owner"),
};
const nobody = openBrowser({ origin, address: addressOf(0) });
let customer: HttpBrowser;
/** The slug of the store that the customer is signed in at. */
let customersStore: string;
let target: Awaited<ReturnType<typeof newTarget>>;

beforeAll(async () => {
  customer = openBrowser({ origin, address: addressOf(1) });
  const { store, tokens } = await newTarget();
  customersStore = store.slug;
  await call(customer, "continueSignIn", store.slug, { link: tokens.signIn });
  expect([...customer.cookies.keys()].join()).toContain("customer");
});
beforeEach(async () => {
  target = await newTarget();
});

test("the table lists exactly the actions of the build", () => {
  const names = new Set(readActions().map(({ name }) => name));
  expect([...names].sort()).toEqual(Object.keys(actionForms).sort());
});

const actions = readActions().map((action) => ({ ...action, form: actionForms[action.name] }));
const ofMerchants = actions.flatMap((action) => {
  const needs = action.form?.needs;
  return typeof needs === "string" && needs !== "token" ? [{ ...action, needs }] : [];
});
const ofLinks = actions.filter(({ form }) => form?.needs === "token");

test.each(ofMerchants)(
  "$name changes nothing for those who may not call it, and something for those who may",
  async (action) => {
    const { needs } = action;
    const { fields, prepare, changesNothing } = action.form ?? fail();
    if (prepare) await pool.query(prepare, [target.deliveryId]);
    const sent = fields(target);
    const { slug } = target.store;
    const refused: [string, HttpBrowser][] = [
      ["nobody", nobody],
      ["a customer", customer],
      ["another store's owner", members.stranger.browser],
      ...roles.filter((role) => !may(role, needs)).map((role): [string, HttpBrowser] => [role, members[role].browser]),
    ];
    const before = await fingerprint(pool);
    for (const [who, browser] of refused) {
      const answer = await call(browser, action, slug, sent);
      expect(answer.status, who).toBeLessThan(500);
      expect(answer.text, who).toContain(FORBIDDEN);
      expect(await fingerprint(pool), who).toEqual(before);
    }
    // The owner of another store names ids of this one.
    if (Object.keys(sent).length > 0 && needs !== "settings.manage" && !action.form?.namesNothing) {
      const answer = await call(members.stranger.browser, action, foreign.slug, sent);
      expect(answer.status).toBeLessThan(500);
      expect(answer.text).not.toContain('"secret"');
      expect(await fingerprint(pool), "another store's ids").toEqual(before);
    }
    const allowed = await call(members[roles.find((role) => may(role, needs)) ?? fail()].browser, action, slug, sent);
    expect(allowed.status).toBeLessThan(500);
    expect(allowed.text).not.toContain(FORBIDDEN);
    if (changesNothing) expect(allowed.text).toContain(changesNothing === true ? '"secret"' : changesNothing);
    else expect(await fingerprint(pool), allowed.text.slice(0, 500)).not.toEqual(before);
  },
);

test.each(ofLinks)("$name accepts no link of another store", async (action) => {
  const { fields, prepare, changesNothing } = action.form ?? fail();
  if (prepare) await pool.query(prepare, [target.deliveryId]);
  const before = await fingerprint(pool);
  for (const sent of [fields(target), guessed(fields(target))]) {
    const answer = await call(nobody, action, foreign.slug, sent);
    expect(answer.status).toBeLessThan(500);
    expect(await fingerprint(pool)).toEqual(before);
    expect(nobody.cookies.has("dossier-customer")).toBe(false);
  }
  const answer = await call(openBrowser({ origin, address: addressOf(2) }), action, target.store.slug, fields(target));
  expect(answer.status).toBeLessThan(500);
  if (!changesNothing) expect(await fingerprint(pool)).not.toEqual(before);
});

test("a request is not verified by a link of another store, but by its own", async () => {
  await pool.query("UPDATE request SET state = 'unverified' WHERE id = $1", [target.requestId]);
  const before = await fingerprint(pool);
  const verify = (slug: string, token: string) =>
    nobody.post({ path: `/s/${slug}/verify/${token}/confirm`, headers: {}, body: "" });
  const { verification } = target.tokens;
  for (const [slug, token] of [
    [foreign.slug, verification],
    [target.store.slug, verification.replaceAll(/[A-Z]/g, "Q")],
  ] as const) {
    expect((await verify(slug, token)).status).toBe(303);
    expect(await fingerprint(pool)).toEqual(before);
  }
  expect((await verify(target.store.slug, verification)).status).toBe(303);
  expect(await fingerprint(pool)).not.toEqual(before);
});

test("a customer who is signed in to one store cannot send a request to another", async () => {
  const before = await fingerprint(pool);
  const answer = await call(customer, "requestSignedIn", foreign.slug, { type: "export" });
  expect(answer.text).toContain("Sign in again");
  expect(await fingerprint(pool)).toEqual(before);
});

test("a customer withdraws no request of another person", async () => {
  const before = await fingerprint(pool);
  for (const [who, slug, answers] of [
    [nobody, target.store.slug, "Sign in again"],
    [customer, target.store.slug, "Sign in again"],
    [customer, customersStore, "already closed"],
  ] as const) {
    expect((await call(who, "withdraw", slug, { request: target.requestId })).text).toContain(answers);
    expect(await fingerprint(pool)).toEqual(before);
  }
});

async function newTarget() {
  const { viewer, staff, owner } = members;
  return await makeTargetStore({ viewer: viewer.id, staff: staff.id, owner: owner.id });
}

async function member(store: { id: string; slug: string }, role: "viewer" | "staff" | "owner") {
  const merchant = await createMerchant(databaseUrl, { store, role, email: `${role}@${store.slug}.example` });
  const browser = openBrowser({ origin, address: addressOf(3) });
  expect((await signInMerchant(browser, merchant)).status).toBe(303);
  return { ...merchant, browser };
}

/** Calls an action as Next's client router does. */
async function call(
  browser: HttpBrowser,
  named: Action | string,
  store: string,
  fields: Record<string, string>,
): Promise<Answer> {
  const action = typeof named === "string" ? actions.find(({ name }) => name === named) : named;
  if (!action) throw new Error(`the build has no action ${named}`);
  const path = action.page
    .replace("[store]", store)
    .replace("[id]", target?.requestId ?? "0")
    .replace("[token]", target?.tokens.delivery ?? "0");
  const form = { path, fields: { store }, actionFields: { $ACTION_REF_1: "" }, actionId: action.id };
  return await browser.post(asFetch(form, fields));
}

/** The same form with a link that does not exist. */
function guessed(fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value.replaceAll(/[A-Z]/g, "Q")]));
}

function fail(): never {
  throw new Error("the table lacks this action");
}

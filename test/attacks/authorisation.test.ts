import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { makeStore } from "@/test/factories/store";
import { asFetch } from "@/test/harness/form";
import { addressOf } from "@/test/harness/stores";
import { type Answer, type Browser, openBrowser } from "./browser";
import { fingerprint } from "./fingerprint";
import { startOwnApp } from "./own-app";
import { createMerchant, signIn } from "./people";
import { makePrey } from "./prey";
import { type Prey, rights } from "./rights";
import { type Action, readActions } from "./surface";

/** What whoever may not is told. */
const FORBIDDEN = "do not have the right";

const { origin, databaseUrl } = await startOwnApp("authorisation");
const pool = new pg.Pool({ connectionString: databaseUrl });
afterAll(() => pool.end());

const home = await makeStore();
const foreign = await makeStore();
const people = {
  viewer: await member(home, "viewer"),
  staff: await member(home, "staff"),
  owner: await member(home, "owner"),
  /** Owns another store. */
  stranger: await member(foreign, "owner"),
};
const nobody = openBrowser({ origin, address: addressOf(0) });
let customer: Browser;
let prey: Prey;

beforeAll(async () => {
  customer = openBrowser({ origin, address: addressOf(1) });
  const { store, tokens } = await newPrey();
  await call(customer, "continueSignIn", store.slug, { link: tokens.signIn });
  expect([...customer.cookies.keys()].join()).toContain("customer");
});
beforeEach(async () => {
  prey = await newPrey();
});

test("each action of the build has its entry in the table of rights, and no entry is stale", () => {
  const names = new Set(readActions().map(({ name }) => name));
  expect([...names].sort()).toEqual(Object.keys(rights).sort());
});

const actions = readActions().map((action) => ({ ...action, right: rights[action.name] }));
const ofMerchants = actions.filter(({ right }) => right?.needs === "staff" || right?.needs === "owner");
const ofLinks = actions.filter(({ right }) => right?.needs === "token");

test.each(ofMerchants)("$name changes nothing for who may not call it, and something for who may", async (action) => {
  const { fields, prepare, needs, changesNothing } = action.right ?? fail();
  if (prepare) await pool.query(prepare, [prey.deliveryId]);
  const sent = fields(prey);
  const { slug } = prey.store;
  const refused: [string, Browser][] = [
    ["nobody", nobody],
    ["a customer", customer],
    ["another store's owner", people.stranger.browser],
    ["a viewer", people.viewer.browser],
    ...(needs === "owner" ? ([["staff", people.staff.browser]] as [string, Browser][]) : []),
  ];
  const before = await fingerprint(pool);
  for (const [who, browser] of refused) {
    const answer = await call(browser, action, slug, sent);
    expect(answer.status, who).toBeLessThan(500);
    expect(answer.text, who).toContain(FORBIDDEN);
    expect(await fingerprint(pool), who).toEqual(before);
  }
  // Somebody who may in a store of their own names what is another's.
  if (Object.keys(sent).length > 0 && needs === "staff") {
    const answer = await call(people.stranger.browser, action, foreign.slug, sent);
    expect(answer.status).toBeLessThan(500);
    expect(answer.text).not.toContain('"secret"');
    expect(await fingerprint(pool), "another store's ids").toEqual(before);
  }
  const allowed = await call(people[needs === "owner" ? "owner" : "staff"].browser, action, slug, sent);
  expect(allowed.status).toBeLessThan(500);
  expect(allowed.text).not.toContain(FORBIDDEN);
  if (changesNothing) expect(allowed.text).toContain('"secret"');
  else expect(await fingerprint(pool), allowed.text.slice(0, 500)).not.toEqual(before);
});

test.each(ofLinks)("$name takes no link of another store", async (action) => {
  const { fields, prepare, changesNothing } = action.right ?? fail();
  if (prepare) await pool.query(prepare, [prey.deliveryId]);
  const before = await fingerprint(pool);
  for (const sent of [fields(prey), guessed(fields(prey))]) {
    const answer = await call(nobody, action, foreign.slug, sent);
    expect(answer.status).toBeLessThan(500);
    expect(await fingerprint(pool)).toEqual(before);
    expect(nobody.cookies.has("dossier-customer")).toBe(false);
  }
  const answer = await call(openBrowser({ origin, address: addressOf(2) }), action, prey.store.slug, fields(prey));
  expect(answer.status).toBeLessThan(500);
  if (!changesNothing) expect(await fingerprint(pool)).not.toEqual(before);
});

test("a request is verified by no link of another store, and by its own", async () => {
  await pool.query("UPDATE request SET state = 'unverified' WHERE id = $1", [prey.requestId]);
  const before = await fingerprint(pool);
  const verify = (slug: string, token: string) =>
    nobody.post({ path: `/s/${slug}/verify/${token}/confirm`, headers: {}, body: "" });
  const { verification } = prey.tokens;
  for (const [slug, token] of [
    [foreign.slug, verification],
    [prey.store.slug, verification.replaceAll(/[A-Z]/g, "Q")],
  ] as const) {
    expect((await verify(slug, token)).status).toBe(303);
    expect(await fingerprint(pool)).toEqual(before);
  }
  expect((await verify(prey.store.slug, verification)).status).toBe(303);
  expect(await fingerprint(pool)).not.toEqual(before);
});

test("a customer who is signed in at one store asks for nothing at another", async () => {
  const before = await fingerprint(pool);
  const answer = await call(customer, "requestSignedIn", foreign.slug, { type: "export" });
  expect(answer.text).toContain("Sign in again");
  expect(await fingerprint(pool)).toEqual(before);
});

async function newPrey(): Promise<Prey> {
  const { viewer, staff, owner } = people;
  return await makePrey({ viewer: viewer.id, staff: staff.id, owner: owner.id });
}

async function member(store: { id: string; slug: string }, role: "viewer" | "staff" | "owner") {
  const merchant = await createMerchant(databaseUrl, { store, role, email: `${role}@${store.slug}.example` });
  const browser = openBrowser({ origin, address: addressOf(3) });
  expect((await signIn(browser, merchant)).status).toBe(303);
  return { ...merchant, browser };
}

/** Calls an action as Next's client router does, with nothing but its id and the form's fields. */
async function call(
  browser: Browser,
  named: Action | string,
  store: string,
  fields: Record<string, string>,
): Promise<Answer> {
  const action = typeof named === "string" ? actions.find(({ name }) => name === named) : named;
  if (!action) throw new Error(`the build has no action ${named}`);
  const path = action.page
    .replace("[store]", store)
    .replace("[id]", prey?.requestId ?? "0")
    .replace("[token]", prey?.token ?? "0");
  const form = { path, fields: { store }, actionFields: { $ACTION_REF_1: "" }, actionId: action.id };
  return await browser.post(asFetch(form, fields));
}

/** The same form with a link of nobody's. */
function guessed(fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value.replaceAll(/[A-Z]/g, "Q")]));
}

function fail(): never {
  throw new Error("no right");
}

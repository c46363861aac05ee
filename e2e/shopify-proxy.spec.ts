import { createHmac } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { v7 as uuidv7 } from "uuid";
import { openDatabase } from "@/lib/database";
import { loadEnv } from "@/lib/env";
import { applyMigrations } from "@/prisma/migrate";
import { makeConnection } from "@/test/factories/connection";
import { type App, appKeys, startApp } from "@/test/harness/app";
import { anyEmail, expect, expectAccessible, test } from "./fixtures";

const SHOP = "northwind.myshopify.com";
const PAGE = "/apps/data-requests";
const SECRET = "the app's secret";

let app: App | undefined;
let shop: Server | undefined;
test.afterEach(async () => {
  shop?.closeAllConnections();
  shop?.close();
  await app?.terminate();
});

/** Starts a server whose one store has connected a shop, which cannot be reached from here. @returns the store's slug. */
async function startConnected(): Promise<string> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "dossier-shop-"));
  loadEnv("test", { DATA_DIR: dataDir, ...appKeys });
  const database = await openDatabase();
  await applyMigrations(database, undefined);
  const [id, slug] = [uuidv7(), "northwind"];
  await database.prisma.store.create({ data: { id, slug, name: "Northwind {{ shop.secret }}" } });
  const fields = { kind: "shopify", name: "Northwind", address: `https://${SHOP}` };
  await makeConnection(id, { ...fields, credentials: { clientSecret: SECRET } });
  await database.close();
  app = await startApp({ dataDir, databaseUrl: "" });
  return slug;
}

/** A shop's domain: it signs and forwards as Shopify does, without cookies, and shows the answer in its theme. */
async function startShop(customer: { id: string }): Promise<string> {
  shop = createServer(async (request, response) => {
    const answer = await forward(request, customer.id);
    const isLiquid = answer.headers.get("content-type") === "application/liquid";
    const text = (await answer.text()).replace(/\{\{.*?\}\}|\{%.*?%\}/gs, "rendered as Liquid");
    response.writeHead(answer.status, { "content-type": "text/html; charset=utf-8" });
    response.end(`<!doctype html><html lang="en"><head><title>Northwind</title><link rel="icon" href="data:,"></head>
      <body><main>${isLiquid ? text : "no Liquid"}</main></body></html>`);
  });
  await new Promise<void>((done) => shop?.listen(0, "localhost", done));
  return `http://localhost:${(shop.address() as AddressInfo).port}${PAGE}`;
}

async function forward(request: IncomingMessage, customerId: string): Promise<Response> {
  const query: Record<string, string> = {
    ...{ shop: SHOP, logged_in_customer_id: customerId, path_prefix: PAGE },
    timestamp: String(Math.floor(Date.now() / 1000)),
  };
  const text = Object.entries(query).map(([name, value]) => `${name}=${value}`);
  query.signature = createHmac("sha256", SECRET).update(text.sort().join("")).digest("hex");
  const body: Buffer[] = [];
  for await (const chunk of request) body.push(chunk);
  const { method = "GET", headers } = request;
  return await fetch(`${app?.origin}/api/shopify/proxy?${new URLSearchParams(query)}`, {
    ...{ method, ...(method === "POST" && { body: Buffer.concat(body) }) },
    headers: {
      ...{ "x-forwarded-for": "198.51.100.9, 203.0.113.7", "accept-language": headers["accept-language"] ?? "" },
      ...(headers.origin && { origin: headers.origin }),
      ...(headers["content-type"] && { "content-type": headers["content-type"] }),
    },
  });
}

test("in the shop's own page a guest asks by email, and who is logged in there by one button, without script and cookies", async ({
  visitor,
}) => {
  const slug = await startConnected();
  const customer = { id: "" };
  const address = await startShop(customer);
  const page = await visitor({ javaScriptEnabled: false });
  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1, name: "Customer data requests" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("Northwind {{ shop.secret }}");
  const scripted = await visitor();
  await scripted.goto(address);
  await expect(scripted.locator("script")).toHaveCount(0);
  await expectAccessible(scripted);
  const email = anyEmail("shopper");
  await page.getByRole("textbox", { name: "Email" }).fill(email);
  await page.getByRole("button", { name: "Request data export" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Check your inbox" })).toBeVisible();
  await expect(page.getByRole("status")).toContainText(email);
  await expect(page).toHaveURL(address);

  customer.id = "207119551";
  await page.goto(address);
  await expect(page.getByRole("textbox")).toHaveCount(0);
  await page.getByRole("button", { name: "Request data export" }).click();
  await expect(page.getByRole("status")).toContainText("has been received");
  const reference = /DR-\w{4}-\w{4}/.exec(await page.getByRole("status").innerText())?.[0] ?? "none";
  expect(await page.context().cookies()).toEqual([]);

  await page.getByRole("link", { name: "Your requests" }).click();
  await expect(page).toHaveURL(new RegExp(`${app?.origin}/s/${slug}/sign-in`));
  const link = page.url();
  await page.getByRole("button", { name: "Continue with your account in the shop" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Your requests" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("You're signed in as a customer of the shop.");
  await expect(page.getByRole("listitem").filter({ hasText: reference }).first()).toContainText("In progress");
  await page.context().clearCookies();
  await page.goto(link);
  await expect(page.getByRole("alert")).toContainText("This link is no longer valid");
});

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { handlers } from "@/lib/server/routes";
import { makeConnection } from "@/test/factories/connection";
import { makeMember, makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { findShopPage } from "./find-shop-page";
import { isTopic } from "./webhook-topics";

withTestDatabase();

const shop = "northwind.myshopify.com";

test("a link of Shopify's admin leads to the merchant's own store, or to the customer that it names", async () => {
  const { id: storeId, slug } = await makeStore();
  const { id: merchantId } = await makeMember(storeId, "viewer");
  const { id: strangerId } = await makeMember((await makeStore()).id, "owner");
  await makeConnection(storeId);
  const key = await makeConnection(storeId, { kind: "shopify", address: `https://${shop}` });
  const page = (customer?: string, named = shop, who = merchantId) =>
    findShopPage({ merchantId: who, shop: named, customer });
  expect(await page()).toBe(`/dashboard/${slug}/requests`);
  expect(await page("207119551")).toBe(`/dashboard/${slug}/customers/2.207119551`);
  expect(await page("gid://shopify/Customer/207119551")).toBe(`/dashboard/${slug}/customers/2.207119551`);
  expect(await page("../../settings")).toBe(`/dashboard/${slug}/requests`);
  for (const other of ["outlet.myshopify.com", "", "x.example/northwind.myshopify.com"])
    expect(await page(undefined, other)).toBeUndefined();
  expect(await page(undefined, shop, strangerId)).toBeUndefined();
  await prisma().connection.updateMany({ where: key, data: { state: "disconnected", credentials: null } });
  expect(await page()).toBeUndefined();
});

test("the app's configuration names routes and topics that there are, and reads only", () => {
  const file = readFileSync("integrations/shopify/shopify.app.toml", "utf8");
  const paths = [...file.matchAll(/(?:url|uri) = "https:\/\/privacy\.example\.com([^"]+)"/g)].map(([, path]) => path);
  expect(paths).toEqual(["/dashboard", "/api/shopify/webhooks", "/api/shopify/proxy"]);
  for (const path of paths.slice(1)) expect(handlers).toContain(path);
  const listed = (name: string) =>
    new RegExp(`^${name} = \\[?(.+?)\\]?$`, "m").exec(file)?.[1]?.match(/[\w/]{5,}/g) ?? [];
  expect(listed("compliance_topics")).toHaveLength(3);
  expect(listed("compliance_topics").filter((topic) => !isTopic(topic))).toEqual([]);
  expect(listed("scopes").filter((scope) => !scope.startsWith("read_"))).toEqual([]);
  expect(file).toContain("embedded = false");
});

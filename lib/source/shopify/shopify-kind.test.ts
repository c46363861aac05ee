import { expect, test } from "vitest";
import { allowPrivateSources } from "@/test/harness/local-server";
import { shopifyKind } from "./shopify-kind";

const app = { clientId: "id", clientSecret: "new" };

test.each([
  ["northwind.myshopify.com", "https://northwind.myshopify.com"],
  [" https://NorthWind.myshopify.com/admin ", "https://northwind.myshopify.com"],
  ["northwind", ""],
  ["www.northwind.example", ""],
  ["https://northwind.myshopify.com.evil.example", ""],
  ["evil.example/.myshopify.com", ""],
  ["a@northwind.myshopify.com", ""],
  ["http://127.0.0.1:8080", ""],
])("the shop %s is called at %s", (typed, address) => {
  expect(shopifyKind.toAddress({ shop: typed })).toBe(address);
  const [shop] = shopifyKind.fields;
  expect(shop?.schema.safeParse(typed).success).toBe(address !== "");
});

test("a test server is one only where it is allowed", () => {
  allowPrivateSources("127.0.0.1:8080");
  expect(shopifyKind.toAddress({ shop: "http://127.0.0.1:8080" })).toBe("http://127.0.0.1:8080");
  allowPrivateSources();
});

test("an app's id and secret are enough, or a lasting token, and nothing less", () => {
  expect(shopifyKind.toCredentials(app)).toEqual(app);
  expect(shopifyKind.toCredentials({ adminToken: "shpat_1" })).toEqual({ adminToken: "shpat_1" });
  for (const typed of [{}, { clientId: "id" }, { clientSecret: "new" }])
    expect(() => shopifyKind.toCredentials(typed)).toThrow("credentialsIncomplete");
});

test("a secret that was replaced verifies for a week; tokens that it got are not kept", () => {
  const before = {
    clientId: "id",
    clientSecret: "old",
    accessToken: "shpat_1",
    accessTokenExpiresAt: "2026-01-01T00:00:00Z",
  };
  const renewed = shopifyKind.toCredentials(app, before);
  expect(renewed).toEqual({ ...app, formerClientSecret: { secret: "old", until: expect.any(String) } });
  const days = (Date.parse(renewed.formerClientSecret?.until ?? "") - Date.now()) / 86_400_000;
  expect(Math.round(days)).toBe(7);
  expect(shopifyKind.toCredentials(app, { ...before, clientId: "another app" })).toEqual(app);
  expect(shopifyKind.toCredentials(app, { ...before, clientSecret: "new" })).toEqual(app);
  // Saved twice, the same secret ends no rotation, and makes it no longer.
  expect(shopifyKind.toCredentials(app, renewed)).toEqual(renewed);
});

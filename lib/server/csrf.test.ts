import { expect, test } from "vitest";
import { isCrossSitePost, matchForwardedHost } from "./csrf";

const post = (origin: string | undefined, host = "privacy.example") =>
  isCrossSitePost(
    { method: "POST", headers: { host, ...(origin !== undefined && { origin }) } },
    "https://privacy.example",
  );

test("a form on one of our own pages is accepted, by its address or by APP_URL", () => {
  expect(post("https://privacy.example")).toBe(false);
  expect(post("https://privacy.example", "10.0.0.2:3000")).toBe(false);
  expect(post("http://127.0.0.1:3000", "127.0.0.1:3000")).toBe(false);
});

test("a form on another site's page is not, and neither is one that hides its origin", () => {
  expect(post("https://evil.example")).toBe(true);
  expect(post("https://privacy.example.evil.example")).toBe(true);
  expect(post("null")).toBe(true);
  expect(post("")).toBe(true);
});

test("nor one of this host under another scheme, which anyone on the network path can serve", () => {
  expect(post("http://privacy.example")).toBe(true);
});

test("a browser that omits Origin is judged by its Sec-Fetch-Site", () => {
  const site = (name: string) =>
    isCrossSitePost({ method: "POST", headers: { "sec-fetch-site": name } }, "https://privacy.example");
  expect(["cross-site", "same-site"].map(site)).toEqual([true, true]);
  expect(["same-origin", "none"].map(site)).toEqual([false, false]);
});

test("a form that a shop forwards is accepted from any site, at its one path", () => {
  const headers = { host: "privacy.example", origin: "https://shop.example" };
  const isForeign = (url: string) => isCrossSitePost({ method: "POST", url, headers }, "https://privacy.example");
  expect(isForeign("/api/shopify/proxy?shop=x.myshopify.com")).toBe(false);
  for (const url of [
    "/api/shopify/webhooks",
    "/api/shopify/proxy/x",
    "/api/shopify/prox%79",
    "//api/shopify/proxy",
    "/",
  ])
    expect(isForeign(url), url).toBe(true);
});

test("a program that sends no Origin is accepted, and so is any GET", () => {
  expect(post(undefined)).toBe(false);
  expect(
    isCrossSitePost(
      { method: "GET", headers: { host: "privacy.example", origin: "https://evil.example" } },
      "https://privacy.example",
    ),
  ).toBe(false);
});

test.each([
  // A proxy has rewritten Host: Next would answer 500.
  ["https://privacy.example", "10.0.0.2:3000", "privacy.example"],
  ["https://privacy.example", "privacy.example", "privacy.example"],
  ["http://127.0.0.1:3000", "127.0.0.1:3000", undefined],
  [undefined, "10.0.0.2:3000", undefined],
])("for a form from %s sent to %s, Next gets the host %s", (origin, host, told) => {
  const headers = { host, ...(origin && { origin }) } as Record<string, string>;
  matchForwardedHost({ headers }, "https://privacy.example");
  expect(headers["x-forwarded-host"]).toBe(told);
});

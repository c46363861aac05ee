import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { env } from "@/lib/env";
import { setSecurityHeaders } from "./security-headers";

const server = createServer((request, response) => {
  setSecurityHeaders(request, response);
  response.end();
});
beforeAll(() => once(server.listen(0, "127.0.0.1"), "listening"));
afterAll(() => void server.close());

async function headersOf(path: string) {
  const { port } = server.address() as AddressInfo;
  return (await fetch(`http://127.0.0.1:${port}${path}`)).headers;
}

test("every answer forbids sniffing, sends no other site its address, and cannot be read by one", async () => {
  for (const path of ["/", "/s/demo", "/api/health/live", "/_next/static/x.js"]) {
    const headers = await headersOf(path);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("same-origin");
    expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    expect(headers.get("access-control-allow-origin")).toBeNull();
    expect(headers.get("content-security-policy")).toMatch(/object-src 'none'.*base-uri 'none'/);
  }
});

test("once APP_URL is https, every answer demands https for two years, subdomains included", async () => {
  expect((await headersOf("/s/demo")).get("strict-transport-security")).toBeNull();
  const { appUrl } = env();
  Object.assign(env(), { appUrl: "https://privacy.example" });
  try {
    const headers = await headersOf("/api/health/live");
    expect(headers.get("strict-transport-security")).toBe("max-age=63072000; includeSubDomains");
    expect(headers.get("content-security-policy")).toContain("upgrade-insecure-requests");
  } finally {
    Object.assign(env(), { appUrl });
  }
});

test("no page may be framed, and each answer's nonce is its own", async () => {
  const [one, other] = [await headersOf("/s/demo"), await headersOf("/s/demo")];
  expect(one.get("content-security-policy")).toContain("frame-ancestors 'none'");
  expect(one.get("content-security-policy")).not.toContain("'unsafe-inline'");
  expect(one.get("content-security-policy")).not.toBe(other.get("content-security-policy"));
  expect(one.get("x-frame-options")).toBe("DENY");
});

test("a file that was added can do nothing in a browser, whatever it holds, and is kept by no cache", async () => {
  const headers = await headersOf("/api/stores/demo/added/01930000-0000-7000-8000-000000000001?x=1");
  expect(headers.get("content-security-policy")).toMatch(/^default-src 'none';.*; sandbox$/);
  expect(headers.get("cache-control")).toBe("no-store");
  expect((await headersOf("/s/demo")).get("content-security-policy")).not.toContain("sandbox");
});

test.each([
  "/mailbox/20261124T000000000Z-x.eml/html",
  "/api/stores/demo/texts/preview",
  "/api/stores/demo/texts/preview?name=no-data&language=en",
])("the email at %s may be framed by our own pages, and runs no script", async (path) => {
  const headers = await headersOf(path);
  const policy = headers.get("content-security-policy");
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'self'");
  expect(policy).toMatch(/sandbox(?!.*allow-scripts)/);
  expect(headers.get("x-frame-options")).toBe("SAMEORIGIN");
});

test("a page of an archive runs no script, loads nothing and is not framed", async () => {
  const headers = await headersOf("/api/stores/demo/exports/0193/pages/index.html");
  const policy = headers.get("content-security-policy");
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toMatch(/sandbox(?!.*allow-scripts)/);
  expect(headers.get("cache-control")).toBe("no-store");
});

test.each([
  "/mailbox/a/html/b",
  "/s/demo?x=/mailbox/a/html",
  "/mailbox//html",
  "/mailbox/a.eml",
  "/api/stores/demo/texts/preview/x",
  "/s/demo?x=/api/stores/demo/texts/preview",
])("%s gets the policy for pages", async (path) => {
  expect((await headersOf(path)).get("content-security-policy")).toContain("frame-ancestors 'none'");
});

test.each([
  "/s/demo/verify/x",
  "/s/demo/sign-in?token=x",
  "/dashboard/demo/requests",
  "/set-password/x",
  "/invitation/demo/x",
  "/first-run/x",
  "/email-change/x",
  "/account",
])("%s is never cached", async (path) => {
  expect((await headersOf(path)).get("cache-control")).toBe("no-store");
});

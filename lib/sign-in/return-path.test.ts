import { expect, test } from "vitest";
import { returnPath } from "./return-path";

test.each([
  ["/dashboard/demo/requests", "/dashboard/demo/requests"],
  ["/dashboard/demo/requests?state=open&after=x", "/dashboard/demo/requests?state=open&after=x"],
  ["/dashboard/demo/exports/1#top", "/dashboard/demo/exports/1"],
])("%s is a page of the dashboard", (next, path) => {
  expect(returnPath(next)).toBe(path);
});

test.each([
  [undefined],
  [""],
  ["/"],
  ["/dashboard"],
  ["/sign-in"],
  ["//evil.example/dashboard/"],
  ["/dashboard//evil.example"],
  ["https://evil.example/dashboard/"],
  ["javascript:alert(1)//dashboard/"],
  ["\\\\evil.example/dashboard/"],
  ["/\\evil.example/dashboard/"],
  ["/dashboard/\\evil.example"],
  ["/dashboard/../../evil"],
  ["/dashboard/..//evil.example"],
  ["/dashboard/%2e%2e/evil"],
  ["\t/dashboard/demo"],
  ["/\n/evil.example/dashboard/"],
  ["/dashboard/\r\nSet-Cookie: a=b"],
  ["/dashboardx/demo"],
  [`/dashboard/${"x".repeat(3000)}`],
])("%j leads nowhere", (next) => {
  expect(returnPath(next)).toBeUndefined();
});

import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { handlers, isPage, isUpload, uploads } from "./routes";

test("the list names exactly the route handlers and files of the app", () => {
  const files = readdirSync("app", { recursive: true, encoding: "utf8" });
  const routes = files
    .filter((file) => /(?:^|\/)(?:route\.ts|icon\.svg)$/.test(file))
    .map((file) => `/${file.replace(/\([^)]*\)\//g, "").replace(/\/route\.ts$/, "")}`);
  expect([...handlers].sort()).toEqual(routes.sort());
  expect(uploads.filter((route) => !handlers.includes(route))).toEqual([]);
});

test.each([
  ["/api/health", false],
  ["/%61pi/health?x=/s/demo", false],
  ["/s/demo/verify/a%2Fb/confirm", false],
  ["/icon.svg", false],
  // Next answers these with the page that says that there is none, which runs actions like any other.
  ["/api/unknown", true],
  ["/api/health/other", true],
  ["/s//verify/a/confirm", true],
  ["/s/demo/verify/a/b/confirm", true],
  ["/s/demo", true],
  ["/", true],
])("%s may run an action: %s", (url, expected) => {
  expect(isPage(url)).toBe(expected);
  expect(isUpload(url)).toBe(false);
});

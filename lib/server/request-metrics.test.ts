import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { routeClass } from "./request-metrics";

test.each([
  ["/", "home"],
  ["/s/northwind", "request page"],
  ["/s/northwind?token=eyJhbGciOiJ", "request page"],
  ["/s/northwind/opt-out", "request page"],
  ["/s/northwind/verify/AAAA", "verification"],
  ["/s/northwind/delivery/AAAA/open", "delivery"],
  ["/s/northwind/account/deliveries/1/open", "customer"],
  ["/sign-in?next=%2F", "merchant sign-in"],
  ["/dashboard/northwind/customers?q=ada", "dashboard"],
  ["/api/stores/northwind/exports/1/archive", "download"],
  ["/api/stores/northwind/exports/1/progress", "api"],
  ["/api/health/ready", "probe"],
  ["/_next/static/a.js", "static"],
  ["/wp-login.php", "other"],
  ["/ada@northwind.example", "other"],
])("%s is in the class %s", (url, name) => {
  expect(routeClass(url)).toBe(name);
});

test("each page and route of the app has a class, but for the one of unknown paths", () => {
  const files = readdirSync("app", { recursive: true, encoding: "utf8" });
  const routes = files.filter((file) => /(?:^|\/)(?:page\.tsx|route\.ts)$/.test(file));
  const paths = routes.map((file) => `/${file.replace(/\([^)]*\)\//g, "").replace(/\/?[^/]*$/, "")}`);
  expect(paths.length).toBeGreaterThan(30);
  // Of the words in the place of the second, those of types have a class.
  expect(paths.filter((path) => routeClass(path) === "other").sort()).toEqual([
    "/s/[store]/[...rest]",
    "/s/[store]/[kind]",
  ]);
});

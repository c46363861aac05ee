import { expect, test } from "vitest";
import { resolveClientAddress } from "./resolve-client-address";

test("without a proxy, the client's own X-Forwarded-For is ignored", () => {
  expect(resolveClientAddress({ "x-forwarded-for": "1.2.3.4" }, "::ffff:9.9.9.9", 0)).toBe("9.9.9.9");
});

test("with proxies, only as many entries as are trusted count, from the end", () => {
  const headers = { "x-forwarded-for": "6.6.6.6, 1.2.3.4, 10.0.0.2" };
  expect(resolveClientAddress(headers, "10.0.0.3", 1)).toBe("10.0.0.2");
  expect(resolveClientAddress(headers, "10.0.0.3", 2)).toBe("1.2.3.4");
  expect(resolveClientAddress(headers, "10.0.0.3", 9)).toBe("10.0.0.3");
  expect(resolveClientAddress({ "x-forwarded-for": "<script>" }, "10.0.0.3", 1)).toBe("10.0.0.3");
});

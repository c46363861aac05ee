import { expect, test } from "vitest";
import { addressBlock, clientAddress } from "./client-address";

test("without a proxy, what a client says of itself is ignored", () => {
  expect(clientAddress({ "x-forwarded-for": "1.2.3.4" }, "::ffff:9.9.9.9", 0)).toBe("9.9.9.9");
});

test("with proxies, only as many steps back as are trusted", () => {
  const headers = { "x-forwarded-for": "6.6.6.6, 1.2.3.4, 10.0.0.2" };
  expect(clientAddress(headers, "10.0.0.3", 1)).toBe("10.0.0.2");
  expect(clientAddress(headers, "10.0.0.3", 2)).toBe("1.2.3.4");
  expect(clientAddress(headers, "10.0.0.3", 9)).toBe("10.0.0.3");
  expect(clientAddress({ "x-forwarded-for": "<script>" }, "10.0.0.3", 1)).toBe("10.0.0.3");
});

test("an IPv6 address counts as its /64", () => {
  expect(addressBlock("2001:db8::1")).toBe("2001:db8:0:0::/64");
  expect(addressBlock("2001:db8:0:0:ffff::2")).toBe("2001:db8:0:0::/64");
  expect(addressBlock("2001:0db8:1:2:3:4:5:6")).toBe("2001:db8:1:2::/64");
  expect(addressBlock("192.0.2.1")).toBe("192.0.2.1");
});

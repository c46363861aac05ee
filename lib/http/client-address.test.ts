import { expect, test } from "vitest";
import { ipBlock, shortenAddress } from "./client-address";

test("an IPv6 address counts as its /64", () => {
  expect(ipBlock("2001:db8::1")).toBe("2001:db8:0:0::/64");
  expect(ipBlock("2001:db8:0:0:ffff::2")).toBe("2001:db8:0:0::/64");
  expect(ipBlock("2001:0db8:1:2:3:4:5:6")).toBe("2001:db8:1:2::/64");
  expect(ipBlock("192.0.2.1")).toBe("192.0.2.1");
});

test("a history keeps the network of an address, and nothing of what is not an address", () => {
  expect(shortenAddress("192.0.2.77")).toBe("192.0.2.0/24");
  expect(shortenAddress("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1::/48");
  expect(shortenAddress("someone")).toBeUndefined();
});

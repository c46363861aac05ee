import { expect, test } from "vitest";
import { redactionLookup } from "@/lib/section/effective-redaction";
import { EVERY_ROW } from "@/lib/section/redaction";
import { readFindings } from "./findings";

const held = {
  positions: [
    { section: "orders", row: 0, pointer: "/shippingAddress/name", kind: "name" },
    { section: "orders", row: 0, pointer: "/shippingAddress/phone", kind: "phone" },
    { section: "orders", row: 2, pointer: "/note", kind: "email" },
  ],
  // Two more were counted than are kept.
  counts: { orders: 5 },
};

test.each([
  ["nothing", undefined, 5, 0, 2],
  ["what holds two of them", { section: "orders", row: 0, pointer: "/shippingAddress" }, 3, 2, 0],
  ["one value", { section: "orders", row: 0, pointer: "/shippingAddress/phone" }, 4, 0, 1],
  ["a field of every row", { section: "orders", row: EVERY_ROW, pointer: "/note" }, 4, 0, 2],
  ["the section", { section: "orders", row: EVERY_ROW, pointer: "" }, 2, undefined, 0],
])("once %s is redacted, only what is left is to check", (_, redaction, count, first, inAddress) => {
  const redactionAt = redactionLookup(redaction ? [redaction] : []);
  const findings = readFindings(held, (place) => redactionAt(place) !== undefined);
  expect(findings?.count("orders")).toBe(count);
  expect(findings?.firstRow("orders")).toBe(first);
  expect(findings?.rows("orders")).toEqual(new Set([0, 2]));
  expect(findings?.below("orders", 0, "/shippingAddress")).toHaveLength(inAddress);
  expect(findings?.hasAny).toBe(true);
  expect(findings?.isWhole("orders")).toBe(false);
});

import { expect, test } from "vitest";
import { receiptOf } from "./receipt";
import { RedactionMarker } from "./redaction-marker";

const receipt = (
  subtotal: string,
  discount: string,
  shipping: string,
  taxes: string,
  total: string,
  refunded = "0.00",
) =>
  receiptOf({ subtotal, discount, shipping, taxes, total, refunded })
    .map(({ label, amount }) => `${label} ${amount}`)
    .join(", ");

test.each([
  ["nothing but items", receipt("10.00", "0.00", "0.00", "0.00", "10.00"), "items 10.00, total 10.00"],
  [
    "a subtotal has the discount taken off",
    receipt("90.00", "10.00", "4.90", "0.00", "94.90"),
    "items 100.00, discount -10.00, shipping 4.90, total 94.90",
  ],
  [
    "taxes that are added",
    receipt("90.00", "0.00", "5.00", "6.65", "101.65", "20.00"),
    "items 90.00, shipping 5.00, taxes 6.65, total 101.65, refunded -20.00",
  ],
  [
    "taxes that the prices include",
    receipt("119.00", "0.00", "0.00", "19.00", "119.00"),
    "items 119.00, total 119.00, taxesIncluded 19.00",
  ],
  [
    "duties and tips, which no column names",
    receipt("0.10", "0.20", "0.00", "0.00", "3.3333"),
    "items 0.30, discount -0.20, otherAmounts 3.2333, total 3.3333",
  ],
  ["a free order", receipt("0.00", "25.00", "0.00", "0.00", "0.00"), "items 25.00, discount -25.00, total 0.00"],
])("%s", (_, lines, expected) => {
  expect(lines).toBe(expected);
});

test("what is left never tells an amount that is withheld", () => {
  const discount = new RedactionMarker("withheld");
  const held = { subtotal: "90.00", discount, shipping: "5.00", taxes: "0.00", total: "95.00", refunded: "0.00" };
  const lines = receiptOf(held);
  expect(lines.map(({ label }) => label)).toEqual(["subtotal", "discount", "shipping", "total"]);
  expect(lines[1]?.amount).toBe(discount);
  expect(lines[0]?.amount).toBe("90.00");
  const refunded = receiptOf({ ...held, discount: "0.00", refunded: discount }).at(-1);
  expect(refunded).toEqual({ label: "refunded", amount: discount });
});

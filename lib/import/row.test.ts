import { expect, test } from "vitest";
import { money } from "./row";

const read = (text: string) => money({ text: () => text } as unknown as Parameters<typeof money>[0], "Total");

test.each([
  ["1234.50", "1234.5"],
  ["-007.00", "-7"],
  ["0.0", "0"],
  ["-0", "0"],
  [`${"0".repeat(1_000_000)}7.5${"0".repeat(1_000_000)}`, "7.5"],
])("an amount is kept exactly, without zeros that say nothing", (text, amount) => {
  expect(read(text)).toBe(amount);
});

test("what is no amount, or too long a one, is refused at once, however long it is", () => {
  for (const text of ["1,5", ".5", "1e3", `${"0".repeat(1_000_000)}x`, `1.${"0".repeat(1_000_000)}x`])
    expect(() => read(text)).toThrow();
  expect(() => read("1".repeat(1_000_000))).toThrow();
});

import { expect, test } from "vitest";
import { stackBars } from "./stack-bars";

test("bars stand on each other and on zero, in the series' order, and reach the height of their sum", () => {
  const { bars, ticks } = stackBars([{ a: 4, b: 6 }, { a: 20 }], ["a", "b"], 200);
  expect(bars.map(({ parts }) => parts)).toEqual([
    [
      { key: "a", y: 160, height: 40 },
      { key: "b", y: 100, height: 60 },
    ],
    [{ key: "a", y: 0, height: 200 }],
  ]);
  expect(ticks).toEqual([
    { value: 0, y: 200 },
    { value: 5, y: 150 },
    { value: 10, y: 100 },
    { value: 15, y: 50 },
    { value: 20, y: 0 },
  ]);
});

test("bars are equally wide and apart, within the plot, and a line before one lies in the middle of the gap", () => {
  const { bars, before } = stackBars(
    Array.from({ length: 9 }, () => ({ a: 1 })),
    ["a"],
    100,
  );
  const [first, second, last] = [bars[0], bars[1], bars.at(-1)];
  if (!first || !second || !last) throw new Error("bars are missing");
  expect(new Set(bars.map(({ width }) => width)).size).toBe(1);
  expect(first.x).toBeGreaterThan(0);
  expect(last.x + last.width).toBeCloseTo(100 - first.x, 1);
  expect(before(1)).toBeCloseTo((first.x + first.width + second.x) / 2, 1);
  expect(second.center).toBeCloseTo(second.x + second.width / 2, 1);
});

test.each([
  [0, [0, 1]],
  [1, [0, 1]],
  [3, [0, 1, 2, 3]],
  [7, [0, 2, 4, 6, 8]],
  [1234, [0, 500, 1000, 1500]],
])("the axis of at most %i counts in whole numbers", (most, values) => {
  expect(stackBars([{ a: most }], ["a"], 100).ticks.map(({ value }) => value)).toEqual(values);
});

test("a part without a value takes no place", () => {
  expect(stackBars([{ a: 0 }, {}], ["a", "b"], 100).bars.map(({ parts }) => parts)).toEqual([[], []]);
});

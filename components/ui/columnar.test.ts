import { expect, test } from "vitest";
import { fromColumnar, toColumnar } from "./columnar";

test.each([
  [[]],
  [[{ id: "a", count: 1 }]],
  [
    [
      { id: "a", count: 1 },
      { id: "b", count: 2 },
    ],
  ],
])("%j comes back as it was", (rows) => {
  expect(fromColumnar(toColumnar<object>(rows))).toEqual(rows);
});

test("a field is named once", () => {
  expect(toColumnar([{ id: "a" }, { id: "b" }])).toEqual({ id: ["a", "b"] });
});

import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import { readCursor } from "./cursor-page";

test("a cursor names a time and an id, and the direction in which the page lies", () => {
  const id = uuidv7();
  const at = new Date("2026-11-23T10:00:00.123Z");
  expect(readCursor({ after: `${at.toISOString()}_${id}` })).toEqual({ at, id, backwards: false });
  expect(readCursor({ before: `${at.toISOString()}_${id}` })).toEqual({ at, id, backwards: true });
});

test.each(["", "x", "2026-01-01_x", "_", `nonsense_${uuidv7()}`, "' OR 1=1 --"])(
  "the cursor %j counts as none",
  (after) => {
    expect(readCursor({ after })).toBeUndefined();
  },
);

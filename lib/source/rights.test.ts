import { expect, test } from "vitest";
import { type Obstacle, rightsOf } from "./rights";

const scope: Obstacle = { code: "scope", scope: "write_customers" };

test.each<[boolean, Obstacle | undefined, Obstacle | undefined]>([
  [false, undefined, { code: "off" }],
  [true, undefined, undefined],
  [false, scope, { code: "off" }],
  [true, scope, scope],
  // No switch changes it.
  [false, { code: "hides" }, { code: "hides" }],
  [true, { code: "kind" }, { code: "kind" }],
])("switched on: %s, missing: %o", (mayErase, erase, expected) => {
  const { can, cannot } = rightsOf({ mayErase, mayObject: true }, { erase });
  expect([can, cannot]).toEqual([{ erase: expected === undefined, object: true }, { erase: expected }]);
});

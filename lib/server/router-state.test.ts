import { parseAndValidateFlightRouterState } from "next/dist/server/app-render/parse-and-validate-flight-router-state";
import { expect, test } from "vitest";
import { isRouterState } from "./router-state";

/** What Next itself makes of a header: it throws where it cannot read one. */
function nextReads(header: string): boolean {
  try {
    parseAndValidateFlightRouterState(header);
    return true;
  } catch {
    return false;
  }
}

const page = ["__PAGE__", {}, null, null, 0];
const store = ["store", "demo", "d", null];
const states: [unknown, boolean][] = [
  [["", { children: ["s", { children: [store, { children: page }] }] }, null, "refetch"], true],
  [["", { children: [["id", "1", "d", ["new"]], { children: page }] }, ["/a", "/b"], "inside-shared-layout", 16], true],
  [["", { children: page }, null, "metadata-only", null, "static"], true],
  [[["a", "b", "ci(..)(..)", []], {}], true],
  [[["a", "b", "di(...)", []], {}], true],
  [[""], false],
  [[], false],
  [{}, false],
  ["", false],
  [null, false],
  [["", []], true],
  [["", {}, [], null], false],
  [["", {}, "x"], false],
  [["", {}, null, "other"], false],
  [["", {}, null, null, "1"], false],
  [["", {}, null, null, 1, null], false],
  [["", {}, null, null, 1, "", 1], false],
  [["", { children: [1, {}] }], false],
  [[["a", "b", "e", null], {}], false],
  [[["a", "b", "di", null], {}], false],
  [[["a", "b", "d"], {}], false],
  [[["a", 1, "d", null], {}], false],
  [[["a", "b", "d", [1]], {}], false],
];

test.each(states)("%j is read as Next reads it: %s", (state, readable) => {
  const header = encodeURIComponent(JSON.stringify(state));
  expect(nextReads(header)).toBe(readable);
  expect(isRouterState(header)).toBe(readable);
});

test.each(["", "%", "x", "[", "%5B%22", "null, null"])("what is no JSON is refused: %j", (header) => {
  expect(nextReads(header)).toBe(false);
  expect(isRouterState(header)).toBe(false);
});

test("a state nested without end is refused, not run into", () => {
  expect(isRouterState('["",{"a":'.repeat(20_000))).toBe(false);
  expect(isRouterState(`${'["",{"a":'.repeat(20_000)}["",{}]${"}]".repeat(20_000)}`)).toBeTypeOf("boolean");
});

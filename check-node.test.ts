import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { scripts } from "./package.json";

/** Runs the check as if Node had another version. */
function checkUnder(version: string) {
  const pretend = `Object.defineProperty(process, "versions", { value: { node: "${version}" } })`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", `data:text/javascript,${encodeURIComponent(pretend)}`, "check-node.mjs"],
    { encoding: "utf8" },
  );
  return { status, output: stdout + stderr };
}

test.each(["18.20.8", "20.20.2", "22.21.0", "24.15.0"])(
  "Node %s stops with one line that says what is needed",
  (version) => {
    expect(checkUnder(version)).toEqual({
      status: 1,
      output: expect.stringMatching(/^Dossier needs Node >=\S+[^\n]+\n$/),
    });
  },
);

test.each(["24.16.0", "24.22.3", "26.0.0"])("Node %s is accepted", (version) => {
  expect(checkUnder(version)).toEqual({ status: 0, output: "" });
});

test("every script begins with the check", () => {
  const unchecked = Object.entries(scripts).filter(
    ([, script]) => !/^(?:node check-node\.mjs && |node --import \.\/check-node\.mjs |npm run build )/.test(script),
  );
  expect(unchecked).toEqual([]);
});

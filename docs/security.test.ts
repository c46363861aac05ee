import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readSources } from "@/test/harness/read-sources";
import levels from "./asvs-level-2.json";

const page = readFileSync("docs/security.md", "utf8");
const rules = readFileSync("docs/security-rules.md", "utf8");

const STATES = ["met", "n/a", "open"];

/** The rows of the checklist: one requirement or several, their state, and what it stands on. */
const rows = [...page.matchAll(/^\| (\d[\d., -]*) \|(.*)\|$/gm)].map(([, ids = "", rest = ""]) => {
  const [asked = "", state = "", by = ""] = rest.split(" | ").map((cell) => cell.trim());
  return { ids: expand(ids), asked, state, by };
});

test("every requirement of levels 1 and 2 stands in the checklist once, in its chapter, with a state", () => {
  const wanted = Object.values(levels).flatMap(expand);
  expect(wanted).toHaveLength(253);
  const ids = rows.flatMap((row) => row.ids);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  expect([...ids].sort()).toEqual([...wanted].sort());
  expect(rows.filter(({ asked, state, by }) => !asked || !STATES.includes(state) || !by)).toEqual([]);
});

test("what is met names a test or a file that shows it", () => {
  expect(rows.filter(({ state, by }) => state === "met" && pathsIn(by).length === 0)).toEqual([]);
});

test.each([
  ["the checklist", page],
  ["the rules", rules],
])("every path that %s names is there", (_what, text) => {
  const paths = pathsIn(text);
  expect(paths.length).toBeGreaterThan(20);
  expect(paths.filter((path) => !existsSync(path))).toEqual([]);
});

test("the head counts what the tables hold, and lists all that is open", () => {
  const count = (state: string) => rows.filter((row) => row.state === state).flatMap((row) => row.ids).length;
  expect(page).toContain(`**${count("met")} met, ${count("n/a")} not applicable, ${count("open")} open**`);
  const open = page.slice(page.indexOf("## Open"), page.indexOf("## V1 "));
  const listed = [...open.matchAll(/^- \*\*([\d., -]+)\*\*/gm)].flatMap(([, ids = ""]) => expand(ids));
  expect(listed.sort()).toEqual(
    rows
      .filter(({ state }) => state === "open")
      .flatMap(({ ids }) => ids)
      .sort(),
  );
});

test("the rules name every limit with its figures, as lib/http/rate-limit.ts has them", () => {
  const source = readFileSync("lib/http/rate-limit.ts", "utf8");
  const policies = [...source.matchAll(/(\w+): \{ points: (\d+), durationSeconds: (\d+) \}/g)];
  expect(policies.length).toBeGreaterThan(5);
  for (const [, name, points, seconds] of policies)
    expect(rules).toMatch(new RegExp(`\\| \`${name}\` \\| ${points} in ${Number(seconds) / 60} minutes \\|`));
});

test("the rules name every line of the log, and none that is not written", () => {
  const events = [
    ...readFileSync("lib/observability/security-log.ts", "utf8").matchAll(/^ {2}"([a-z -]+)": "(?:info|warn)"/gm),
  ];
  const others = [...readSources().values()].flatMap((text) => [
    ...text.matchAll(/logger\.\w+\([^;]*?"([a-z ]+)"\s*,?\s*\)/g),
  ]);
  const written = new Set([...events, ...others].map(([, line]) => line));
  const logs = rules.slice(rules.indexOf("## Logs"), rules.indexOf("## Files"));
  const named = [...logs.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell = ""]) => cell.split(", "));
  expect(named.map((line) => line.slice(1, -1)).sort()).toEqual([...written].sort());
});

test("the rules name how long sessions live, as lib/sign-in/session.ts has it", () => {
  const source = readFileSync("lib/sign-in/session.ts", "utf8");
  const hours = (seconds: string) =>
    seconds
      .split("*")
      .map(Number)
      .reduce((product, factor) => product * factor) / 3600;
  const kinds = [...source.matchAll(/(\w+): \{ seconds: ([\d* ]+), idleSeconds: ([\d* ]+) \}/g)];
  expect(kinds).toHaveLength(2);
  for (const [, kind, seconds = "", idle = ""] of kinds) {
    const whole = hours(seconds) > 24 ? `${hours(seconds) / 24} days` : `${hours(seconds)} hours`;
    expect(rules).toContain(`| ${kind} | ${hours(idle)} hours | ${whole} |`);
  }
});

/** The paths in backticks: what ends as a file does, or begins with a folder of this project. */
function pathsIn(text: string): string[] {
  const folders = readdirSync(".", { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const inFolder = new RegExp(`^(?:${folders.map(({ name }) => name.replace(".", "\\.")).join("|")})/`);
  return [...text.matchAll(/`([^`\s]+)`/g)]
    .map(([, path = ""]) => path)
    .filter((path) => inFolder.test(path) || /^[\w.@()[\]/-]+\.(?:tsx?|mjs|json|md|prisma|sql|ya?ml)$/.test(path));
}

/** `1.2.6-1.2.8, 1.3.1` as single ids. */
function expand(ids: string): string[] {
  return ids
    .trim()
    .split(/[\s,]+/)
    .flatMap((part) => {
      const [first = "", last] = part.split("-");
      if (!last) return [first];
      const [chapter, section, from] = first.split(".").map(Number);
      const to = Number(last.split(".")[2]);
      return Array.from({ length: to - (from ?? 0) + 1 }, (_, index) => `${chapter}.${section}.${(from ?? 0) + index}`);
    });
}

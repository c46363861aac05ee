import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import levels from "./asvs-level-2.json";

const page = readFileSync("docs/security.md", "utf8");

const STATES = ["met", "n/a", "open"];

/** The rows of the tables: requirements, their state, and the evidence or the reason. */
const rows = [...page.matchAll(/^\| (\d[\d., -]*) \|(.*)\|$/gm)].map(([, ids = "", rest = ""]) => {
  const [requirement = "", state = "", by = ""] = rest.split(" | ").map((cell) => cell.trim());
  return { ids: expand(ids), requirement, state, by };
});

test("every requirement of levels 1 and 2 is listed once, with a state", () => {
  const wanted = Object.values(levels).flatMap(expand);
  expect(wanted).toHaveLength(253);
  const ids = rows.flatMap((row) => row.ids);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  expect([...ids].sort()).toEqual([...wanted].sort());
  expect(rows.filter(({ requirement, state, by }) => !requirement || !STATES.includes(state) || !by)).toEqual([]);
});

test("a requirement that is met names a test or a file as evidence", () => {
  expect(rows.filter(({ state, by }) => state === "met" && pathsIn(by).length === 0)).toEqual([]);
});

test("every path that the page names exists", () => {
  const paths = pathsIn(page);
  expect(paths.length).toBeGreaterThan(100);
  expect(paths.filter((path) => !existsSync(path))).toEqual([]);
});

test("the summary counts the states and lists every open requirement", () => {
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

/** The paths in backticks: of files, or in a folder of this project. */
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

// `node bench/structure.mjs [FOLDER]`: what a checkout is made of, measured from its own imports.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { parseSync } from "oxc-parser";

const root = path.resolve(process.argv[2] ?? ".");
const read = (file) => readFileSync(path.join(root, file), "utf8");
const tracked = execFileSync("git", ["-C", root, "ls-files"], { encoding: "utf8" }).split("\n").filter(Boolean);
const tests = ["test/", "e2e/", "abuse/", "faults/", "rig/"];
const isTest = (file) => /\.test\.tsx?$|\/test-[^/]+$/.test(file) || tests.some((folder) => file.startsWith(folder));

const code = tracked.filter((file) => /\.(ts|tsx|mjs)$/.test(file));
const imports = new Map(code.map((file) => [file, importsOf(file)]));
const production = code.filter((file) => !isTest(file));
const lib = production.filter((file) => file.startsWith("lib/"));
const folderOf = (file) => /^lib\/([^/]+)\//.exec(file)?.[1];
const folders = [...new Set(lib.map(folderOf))].filter(Boolean);
const crossing = lib
  .flatMap((file) => imports.get(file).map((to) => [folderOf(file), folderOf(to)]))
  .filter(([from, to]) => from && to && from !== to);
const floors = [...read("biome.json").matchAll(/"lib\/([a-z-]+)\/\*\*"\]/g)].map(([, name]) => name);
const small = (file) => read(file).split("\n").length <= 20;
const importers = (file) => production.filter((other) => imports.get(other).includes(file)).length;
const sameName = Object.entries(Object.groupBy(lib, (file) => path.basename(file)));

const figures = {
  lib: count("lib/"),
  app: count("app/", "components/", "emails/"),
  bench: count("bench/"),
  docs: count("docs/"),
  tests: count(...tests),
  productionFilesInLib: lib.length,
  foldersInCycles: folders.filter((folder) => reaches(folder, folder)),
  importsUpwards:
    floors.length < 2 ? null : crossing.filter(([from, to]) => floors.indexOf(to) < floors.indexOf(from)).length,
  under20LinesWithOneImporter: lib.filter((file) => small(file) && importers(file) === 1),
  sameName: sameName.filter(([, files]) => files.length > 1).map(([name]) => name),
};
process.stdout.write(`${JSON.stringify(figures, undefined, 2)}\n`);

/** Lines of code by cloc, which has to be installed. */
function count(...prefixes) {
  const input = tracked.filter((file) => prefixes.some((prefix) => file.startsWith(prefix))).join("\n");
  const table = execFileSync("cloc", ["--quiet", "--csv", "--list-file=-"], { cwd: root, input, encoding: "utf8" });
  return { files: input.split("\n").length, lines: Number(table.trim().split(",").at(-1)) };
}

function importsOf(file) {
  const { staticImports, staticExports } = parseSync(file, read(file)).module;
  const names = [...staticImports, ...staticExports.flatMap(({ entries }) => entries)].map((one) => one.moduleRequest);
  return names.flatMap((name) => {
    const inRoot = name?.value.replace(/^@\//, "").replace(/^\.\//, `${path.dirname(file)}/`);
    return code.filter((one) => [inRoot, `${inRoot}.ts`, `${inRoot}.tsx`].includes(one));
  });
}

function reaches(from, to, seen = new Set()) {
  return crossing.some(([a, b]) => a === from && !seen.has(b) && (b === to || reaches(b, to, seen.add(b))));
}

// `node bench/structure.mjs [FOLDER]`: what the house is made of, measured from the imports of a checkout.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { parseSync, Visitor } from "oxc-parser";

const root = path.resolve(process.argv[2] ?? ".");
const git = (...args) => execFileSync("git", ["-C", root, ...args], { encoding: "utf8", maxBuffer: 1e8 });
const tracked = git("ls-files").split("\n").filter(Boolean);
const isTest = (file) => /\.test\.tsx?$|\/test-[^/]+$|^(test|e2e|abuse|faults|rig)\//.test(file);
const modules = new Map(
  tracked.filter((file) => /\.(ts|tsx|mjs)$/.test(file)).map((file) => [file, readModule(file)]),
);
const production = [...modules].filter(([file]) => file.startsWith("lib/") && !isTest(file));
const folderOf = (file) => /^lib\/([^/]+)\//.exec(file)?.[1] ?? "";

const edges = production.flatMap(([file, { imports }]) => imports.map((to) => [folderOf(file), folderOf(to)]));
const crossing = edges.filter(([from, to]) => from !== to && from && to);
const floors = [...readFileSync(path.join(root, "biome.json"), "utf8").matchAll(/"lib\/([a-z-]+)\/\*\*"\]/g)].map(([, name]) => name);
const upward = crossing.filter(([from, to]) => floors.indexOf(to) < floors.indexOf(from));
const reaches = (from, to, seen = new Set()) =>
  crossing.some(([a, b]) => a === from && !seen.has(b) && (b === to || reaches(b, to, seen.add(b))));
const folders = [...new Set(production.map(([file]) => folderOf(file)))].filter(Boolean);
const sources = [...modules].filter(([file]) => !isTest(file));
const importers = (file) => sources.filter(([, { imports }]) => imports.includes(file)).length;
const names = Map.groupBy(production, ([file]) => path.basename(file));

const count = (...prefixes) => {
  const files = tracked.filter((file) => prefixes.some((prefix) => file.startsWith(prefix)));
  const lines = execFileSync("cloc", ["--quiet", "--csv", "--list-file=-"], { cwd: root, input: files.join("\n"), encoding: "utf8" });
  return { files: files.length, code: Number(lines.trim().split("\n").at(-1)?.split(",").at(-1)) };
};
console.log(
  JSON.stringify(
    {
      lib: count("lib/"), app: count("app/", "components/", "emails/"), bench: count("bench/"), docs: count("docs/"),
      tests: count("test/", "e2e/", "abuse/", "faults/", "rig/"), productionFilesInLib: production.length,
      foldersInCycles: folders.filter((folder) => reaches(folder, folder)).length,
      importsUpwards: floors.length > 5 ? upward.length : "no floors",
      under20LinesWithOneImporter: production.filter(([file, { lines }]) => lines < 20 && importers(file) === 1).map(([file]) => file),
      sameNames: [...names].filter(([, files]) => files.length > 1).map(([name, files]) => `${name} × ${files.length}`),
      any: [...modules].filter(([file]) => modules.get(file).any > 0).map(([file]) => file),
    },
    undefined,
    2,
  ),
);

function readModule(file) {
  const text = readFileSync(path.join(root, file), "utf8");
  const { module, program } = parseSync(file, text);
  const specifiers = [...module.staticImports, ...module.staticExports.flatMap(({ entries }) => entries)].map((one) => one.moduleRequest?.value).filter(Boolean);
  const inRoot = specifiers.map((name) => (name.startsWith("@/") ? name.slice(2) : name.startsWith(".") ? path.join(path.dirname(file), name) : ""));
  let any = 0;
  new Visitor({ TSAnyKeyword: () => void any++ }).visit(program);
  const imports = inRoot.map((name) => tracked.find((one) => [name, `${name}.ts`, `${name}.tsx`, `${name}.mjs`].includes(one))).filter(Boolean);
  return { imports, any, lines: text.split("\n").length - 1 };
}

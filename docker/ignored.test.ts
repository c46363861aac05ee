import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { ignoredIn } from "./ignored";

test("no source of the image imports what .dockerignore leaves out", () => {
  const ignored = new Set(ignoredIn("."));
  for (const name of ["docs", "e2e", "node_modules", "test", "docker/ignored.test.ts"]) expect(ignored).toContain(name);
  const isIgnored = (file: string) =>
    file.split("/").some((_, index, parts) => ignored.has(parts.slice(0, index + 1).join("/")));
  const sources = globSync("**/*.{ts,tsx,mjs}", { exclude: ["node_modules/**", ".next/**", "build/**"] }).filter(
    (file) => !isIgnored(file),
  );
  expect(sources).toContain("lib/database.ts");
  const imports = sources.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/(?:from|import\(?) ?"((?:@|\.{1,2})\/[^"]+)"/g)].map(([, name = ""]) => ({
      file,
      name: name.startsWith("@") ? name.slice(2) : path.join(path.dirname(file), name),
    })),
  );
  expect(imports.length).toBeGreaterThan(500);
  // Imports may omit the extension; Prisma's client and the bundles are created by the build itself.
  const missing = imports.filter(({ name }) => ["", ".ts", ".tsx"].some((extension) => isIgnored(name + extension)));
  expect(missing.filter(({ name }) => !/^(?:prisma\/generated|build)\//.test(name))).toEqual([]);
});

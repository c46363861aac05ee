import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { ignoredIn } from "./ignored";

test("what the image is built from imports nothing that it is built without", () => {
  const ignored = ignoredIn(".");
  expect(ignored).toEqual(expect.arrayContaining(["docs", "e2e", "node_modules"]));
  const isIgnored = (file: string) => ignored.some((name) => file === name || file.startsWith(`${name}/`));
  const sources = globSync("**/*.{ts,tsx,mjs}", { exclude: isIgnored });
  expect(sources).toContain("lib/database.ts");
  const imported = sources.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/(?:from|import\(?) ?"((?:@|\.{1,2})\/[^"]+)"/g)].map(([, name = ""]) => ({
      file,
      name: name.startsWith("@") ? name.slice(2) : path.join(path.dirname(file), name),
    })),
  );
  expect(imported.length).toBeGreaterThan(500);
  // Prisma's client is made by the build itself.
  expect(imported.filter(({ name }) => isIgnored(name) && !name.startsWith("prisma/generated"))).toEqual([]);
});

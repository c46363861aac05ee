import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { expect, test } from "vitest";
import { letterRules } from "@/lib/notification/letter-rules";
import { typeRules } from "@/lib/request/type-rules";

const law = readFileSync("docs/law.md", "utf8");
const named = [...new Set([...law.matchAll(/`([^`\n]+)`/g)].map(([, name = ""]) => name))];
const pages = named.filter((name) => name.startsWith("/"));
const files = named.filter((name) => /^\w.*\.\w+$/.test(name));
const letters = named.filter((name) => /^[a-z]+(?:-[a-z]+)*$/.test(name));

/** Whether a page of the app is at an address, of which a word in capitals stands for any. */
function isPage(folder: string, parts: string[]): boolean {
  const [part, ...rest] = parts;
  const folders = readdirSync(folder).filter((name) => statSync(`${folder}/${name}`).isDirectory());
  if (folders.some((name) => name.startsWith("(") && isPage(`${folder}/${name}`, parts))) return true;
  if (part === undefined) return existsSync(`${folder}/page.tsx`);
  const fits = (name: string) => name === part || (part === part.toUpperCase() && /^\[\w+\]$/.test(name));
  return folders.some((name) => fits(name) && isPage(`${folder}/${name}`, rest));
}

/** The page of a type of request is one file: `/s/STORE/KIND`. */
const kinds = Object.values(typeRules).map(({ path }) => path);

test.each(pages)("the page %s is there", (page) => {
  const parts = page.split("/").slice(1);
  const [, , kind = ""] = parts;
  expect(isPage("app", parts[0] === "s" && kinds.includes(kind) ? ["s", "STORE", "KIND"] : parts)).toBe(true);
});

test.each(files)("the file %s is there", (file) => {
  expect(existsSync(file)).toBe(true);
});

test.each(letters)("the letter %s is there", (letter) => {
  expect(existsSync(`emails/${letter}.tsx`)).toBe(true);
});

test("every letter of which a law asks something is on the page, which says that it is no legal advice", () => {
  expect(letters).toEqual(expect.arrayContaining(Object.keys(letterRules)));
  expect(law).toContain("not legal advice");
  expect(pages.length * files.length).toBeGreaterThan(100);
});

import { expect, test } from "vitest";
import { isolate } from "./isolate";
import { translator } from "./locale";

test("a name that forces a direction, or is written from the right, is isolated, and nothing in it ends that", () => {
  expect(isolate("evil\u202ename")).toBe("\u2068evilname\u2069");
  expect(isolate("\u2069\u202dx\u2066")).toBe("\u2068x\u2069");
  expect(isolate("דנה")).toBe("\u2068דנה\u2069");
  expect(isolate(isolate("דנה"))).toBe(isolate("דנה"));
  for (const plain of ["Ada", "Žofie Łukasz", "李", "", "O'Neil (GmbH)"]) expect(isolate(plain)).toBe(plain);
});

test("what emails and archives say of a name is isolated by their translator", () => {
  const t = translator("en", "archive");
  expect(t("title", { store: "Shop\u202e" })).toContain("\u2068Shop\u2069");
  expect(t("title", { store: "Shop" })).not.toMatch(/[\u2068\u2069]/);
});

import { expect, test } from "vitest";
import { allWords, nameWords, readSearch, searchCondition } from "./search-query";

function conditionOf(search: string) {
  const values: unknown[] = [];
  return { text: searchCondition(search, (value) => `$${values.push(value)}`), values };
}

test("what is typed is folded, cut, and freed of control characters", () => {
  expect(readSearch("  Łukasz\u0000 ÉMILE ")).toBe("lukasz emile");
  expect(readSearch("x".repeat(10_000))).toHaveLength(200);
  expect(readSearch(undefined)).toBe("");
});

test("words from three letters on are found anywhere, each of them", () => {
  expect(conditionOf("maria anders")).toEqual({
    text: "search_text LIKE $1 AND search_text LIKE $2",
    values: ["%maria%", "%anders%"],
  });
});

test("a shorter word is found where a word begins", () => {
  expect(conditionOf("ma")).toEqual({ text: "(search_text LIKE $1 OR search_text LIKE $2)", values: ["ma%", "% ma%"] });
});

test("signs that mean something in a pattern mean themselves", () => {
  expect(conditionOf("50%_\\").values).toEqual(["%50\\%\\_\\\\%"]);
});

test("a search of a thousand words looks for eight", () => {
  const words = Array.from({ length: 1000 }, (_, index) => `word${index}`).join(" ");
  expect(conditionOf(words).values).toHaveLength(8);
});

test("words without digits are a name, whose signs mean themselves; a number and an address are none", () => {
  expect(allWords(nameWords("store-abcdef", "anna o'brien a\\b anna") ?? [])).toBe(
    "'abcdefanna' & 'abcdefo''brien' & 'abcdefa\\\\b'",
  );
  for (const typed of ["anna 7", "anna a@b", "", `anna ${"x".repeat(101)}`])
    expect(nameWords("store-abcdef", typed)).toBeUndefined();
});

import { expect, test } from "vitest";
import { matchesWords, normalizeQuery, readAddress, readPhone } from "./search-query";

function conditionOf(search: string) {
  const values: unknown[] = [];
  return { text: matchesWords(search, (value) => `$${values.push(value)}`), values };
}

test("what is typed is folded, cut, and freed of control characters", () => {
  expect(normalizeQuery("  Łukasz\u0000 ÉMILE ")).toBe("lukasz emile");
  expect(normalizeQuery("x".repeat(10_000))).toHaveLength(200);
  expect(normalizeQuery(undefined)).toBe("");
});

test("words from three letters on are found anywhere, each of them", () => {
  expect(conditionOf("maria anders")).toEqual({
    text: "search_text LIKE $1 AND search_text LIKE $2",
    values: ["%maria%", "%anders%"],
  });
});

test("a shorter word is found where a word begins", () => {
  expect(conditionOf("ma")).toEqual({
    text: "search_text ~ $1",
    values: ["(^| )ma"],
  });
});

test("a word is looked for in both of its spellings, unless what is left of it is too short", () => {
  expect(conditionOf("mueller").values).toEqual(["%mueller%", "%muller%"]);
  expect(conditionOf("joe").values).toEqual(["%joe%"]);
});

test("a number is looked for however it is spaced", () => {
  expect(conditionOf("+44 (171) 555").values).toEqual(["%44171555%"]);
  expect(conditionOf("0171/555-7788").values).toEqual(["%0171/555-7788%", "%1715557788%"]);
  expect(conditionOf("04109").values).toEqual(["%04109%"]);
});

test("characters that mean something in a pattern mean themselves", () => {
  expect(conditionOf("50%_\\").values).toEqual(["%50\\%\\_\\\\%"]);
  expect(conditionOf("s+").values).toEqual(["(^| )s\\+"]);
});

test("a search of a thousand words looks for eight", () => {
  const words = Array.from({ length: 1000 }, (_, index) => `word${index}`).join(" ");
  expect(conditionOf(words).values).toHaveLength(8);
});

test("whole email addresses and phone numbers are recognized, and nothing else", () => {
  expect(readAddress(" Ada@MÜLLER.example ")).toBe("ada@xn--mller-kva.example");
  for (const typed of ["ada", "ada@", "@mail.example", "ada@mail"]) expect(readAddress(typed)).toBeUndefined();
  expect(readPhone("+44 (171) 555-7788")).toBe("441715557788");
  expect(readPhone("0171 5557788")).toBe("1715557788");
  for (const typed of ["04109", "anna 5557788", "#5557788"]) expect(readPhone(typed)).toBeUndefined();
});

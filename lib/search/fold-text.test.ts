import { expect, test } from "vitest";
import { buildSearchText } from "./fold-text";
import { matchesWords } from "./search-query";

/** Whether a search finds a text, by the patterns that the database gets. */
function finds(typed: string, text: string): boolean {
  const patterns: string[] = [];
  matchesWords(typed, (value) => `$${patterns.push(String(value))}`);
  const found = buildSearchText([text]);
  return patterns.some((pattern) => found.includes(pattern.replaceAll("%", "")));
}

test.each([
  [
    ["Müller", "Mueller"],
    ["müller", "MULLER", "mueller", "müll", "muell", "mue"],
  ],
  [
    ["Bäuerlein", "Baeuerlein"],
    ["bäuerlein", "bauerlein", "baeuerlein"],
  ],
  [
    ["Jörg", "Joerg"],
    ["jörg", "jorg", "joerg", "joe"],
  ],
  [
    ["Ødegård", "Oedegaard"],
    ["ødegård", "odegard", "oedegaard", "ødegaard"],
  ],
  [
    ["Kjærgaard", "Kjaergård"],
    ["kjærgaard", "kjaergård", "kjargard"],
  ],
  [
    ["Weiß", "Weiss"],
    ["weiß", "weiss", "wei"],
  ],
])("each of %j is found by each of %j", (names, searches) => {
  for (const name of names)
    for (const typed of searches) expect([typed, name, finds(typed, name)]).toEqual([typed, name, true]);
});

test("other names than those typed are not found", () => {
  expect(finds("joe", "Johanna")).toBe(false);
  expect(finds("müller", "Miller")).toBe(false);
});

test("each word is there once, and numbers also without what separates them", () => {
  expect(buildSearchText(["Ana Ana", null, "Łódź"], ["90-001", "+48 42 555"])).toBe(
    "ana lodz 90-001 +48 42 555 90001 4842555",
  );
});

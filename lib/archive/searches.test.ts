import { expect, test } from "vitest";
import { coreTable } from "@/lib/section/section-table";
import type { SourceResult, SourceSearch } from "./archive-facts";
import { listSearches, searchName, searchSentences } from "./searches";

const reader = { locale: "en", formatLocale: "en-GB", timeZone: "UTC", table: coreTable } as const;
const searchedAt = "2026-11-30T15:00:00.000Z";

const search = (fields: Partial<SourceSearch> = {}): SourceSearch => ({
  ...{ source: "connection-1", name: "Help desk", notSearched: null, searchedAt, asOf: searchedAt, notGiven: [] },
  ...fields,
});
const result = (fields: Partial<SourceResult> = {}): SourceResult => ({
  ...{ source: "connection-1", section: "orders", rows: 2, failure: null },
  ...fields,
});
const sentencesOf = (one: SourceSearch, ...results: SourceResult[]) =>
  listSearches([one], results).map((listed) => searchSentences(listed, reader))[0];

test.each<[string, string[] | undefined, string[]]>([
  [
    "a source that gave all",
    sentencesOf(search(), result()),
    ["Searched on 30 November 2026 at 15:00 UTC.", "2 entries."],
  ],
  [
    "rows of other people, a section that failed, and what it keeps to itself",
    sentencesOf(
      search({ notGiven: ["Recordings of calls"] }),
      result({ rows: 1, dropped: 3 }),
      result({ section: "consents", rows: 0, failure: "unreadable" }),
    ),
    [
      "Searched on 30 November 2026 at 15:00 UTC.",
      "1 entry.",
      "3 entries about other people left out.",
      "Not read to the end: Marketing choices.",
      "Held there and not in this copy: Recordings of calls",
    ],
  ],
  [
    "records that it named though they fit nothing, besides rows of other people",
    sentencesOf(search({ dropped: 2 }), result({ rows: 1, dropped: 1 })),
    ["Searched on 30 November 2026 at 15:00 UTC.", "1 entry.", "3 entries about other people left out."],
  ],
  [
    "records, whose data are older than the reading",
    sentencesOf(search({ asOf: "2026-10-01T00:00:00.000Z" }), result({ rows: 0 })),
    ["Searched on 30 November 2026 at 15:00 UTC.", "Data as of 1 October 2026 at 00:00 UTC.", "No entries."],
  ],
  [
    "one that did not answer: nothing is said of how many rows it has",
    sentencesOf(search({ notSearched: "unanswered", asOf: null }), result({ rows: 0, failure: "unreadable" })),
    ["Not searched: it did not answer. It may hold data that is not in this copy."],
  ],
  [
    "one that is connected no longer",
    sentencesOf(search({ notSearched: "disconnected", searchedAt: null, asOf: null })),
    ["Not searched: it is no longer connected. It may hold data that is not in this copy."],
  ],
])("an archive says of %s", (_what, sentences, expected) => {
  expect(sentences).toEqual(expected);
});

test("how many rows a source gave is not said where one of its sections is withheld", () => {
  const [listed] = listSearches([search()], [result(), { ...result({ section: "consents" }), rows: null }]);
  expect(listed?.rows).toBeNull();
  expect(listed && searchSentences(listed, reader)).toEqual(["Searched on 30 November 2026 at 15:00 UTC."]);
});

test("of an export of an earlier release, each source is named, without times", () => {
  const listed = listSearches([], [result({ source: "dossier-database" }), result({ source: "added-by-hand" })]);
  expect(listed.map((one) => [searchName(one, "en"), one.searched, one.searchedAt, one.rows])).toEqual([
    ["The shop’s records", true, null, 2],
    ["Added by the store", true, null, 2],
  ]);
});

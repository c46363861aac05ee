import { type Locale, translator } from "@/lib/locale";
import { factsTable, textHtml } from "@/lib/section/html";
import type { SectionKey } from "@/lib/section/sections";
import { readerWords } from "@/lib/section/words";
import { notGivenIn } from "@/lib/source/not-given";
import { formatTime } from "@/lib/time-zone";
import type { ArchiveFacts, SourceResult, SourceSearch } from "./archive-facts";

/** What an archive lists of a source: how it was searched, and what came of that. */
export interface ListedSearch extends Omit<SourceSearch, "notSearched"> {
  searched: boolean;
  /** Only where it was not searched. */
  notSearched?: NonNullable<SourceSearch["notSearched"]>;
  /** Null where one of its sections is withheld whole: how many rows that has is withheld with it. */
  rows: number | null;
  /** How many records it named, and rows it answered, that are not this person's: nothing holds them. */
  dropped: number;
  /** How many rows a live source of the same shop gave instead of it; only where there were any. */
  replaced?: number;
  /** The sections that could not be read to their end. */
  failed: SectionKey[];
}

/**
 * Each source with what it gave.
 * @param searches those of an export; none of one that an earlier release made: its sources are named without times.
 * @param sources what each gave, a section each; no number of rows where the section is withheld.
 */
export function listSearches(
  searches: SourceSearch[],
  sources: (Omit<SourceResult, "rows"> & { rows: number | null })[],
): ListedSearch[] {
  const known = searches.length > 0 ? searches : [...new Set(sources.map(({ source }) => source))].map(ofEarlier);
  return known.map(({ notSearched, ...search }) => {
    const own = sources.filter(({ source }) => source === search.source);
    const replaced = own.reduce((sum, one) => sum + (one.replaced ?? 0), 0);
    return {
      ...search,
      searched: notSearched === null,
      ...(notSearched && { notSearched }),
      rows: own.reduce<number | null>((sum, { rows }) => (sum === null || rows === null ? null : sum + rows), 0),
      dropped: own.reduce((sum, { dropped = 0 }) => sum + dropped, search.dropped ?? 0),
      ...(replaced > 0 && { replaced }),
      failed: own.flatMap(({ section, failure }) => (failure ? [section] : [])),
    };
  });
}

function ofEarlier(source: string): SourceSearch {
  return { source, name: null, notSearched: null, searchedAt: null, asOf: null, notGiven: [] };
}

/** What a source is called: by its store, or in the reader's words where it is Dossier's own. */
export function searchName({ source, name }: Pick<SourceSearch, "source" | "name">, locale: Locale): string {
  const own = OWN_SOURCES[source];
  return name ?? (own ? translator(locale, "archive")(`searches.${own}`) : source);
}

/** The sources that no store names. */
const OWN_SOURCES: Record<string, "records" | "added"> = { "dossier-database": "records", "added-by-hand": "added" };

/** What is to be said of a source, a sentence each, in the reader's words. */
export function searchSentences(
  search: ListedSearch,
  { locale, formatLocale, timeZone, table }: Pick<ArchiveFacts, "locale" | "formatLocale" | "timeZone" | "table">,
): string[] {
  const t = translator(locale, "archive");
  const time = (iso: string) => formatTime(new Date(iso), "time", { locale: formatLocale, timeZone });
  const { searchedAt, asOf, rows, dropped, replaced = 0, notGiven, notSearched } = search;
  const missing = missingSentence(search, { locale, table });
  const read = searchedAt && !notSearched ? [t("searches.searched", { time: time(searchedAt) })] : [];
  return [
    ...(notSearched ? [missing ?? ""] : read),
    ...(asOf && asOf !== searchedAt ? [t("searches.asOf", { time: time(asOf) })] : []),
    ...(rows !== null && (!notSearched || rows > 0) ? [t("searches.rows", { count: rows })] : []),
    ...(replaced > 0 ? [t("searches.replaced", { count: replaced })] : []),
    ...(dropped > 0 ? [t("searches.dropped", { count: dropped })] : []),
    ...(missing && !notSearched ? [missing] : []),
    ...notGiven.map((what) => t("searches.notGiven", { what: notGivenIn(locale, what) })),
  ];
}

/** What of a source is missing: all of it, or the sections that failed; undefined where nothing is. */
export function missingSentence(
  { notSearched, failed }: ListedSearch,
  { locale, table }: Pick<ArchiveFacts, "locale" | "table">,
): string | undefined {
  const t = translator(locale, "archive");
  // Of a source that was not searched, every section is missing.
  if (notSearched) return t(`searches.${notSearched}`);
  if (failed.length === 0) return undefined;
  const words = readerWords(locale, table);
  return t("searches.failed", { sections: failed.map((section) => words.section(section)).join(", ") });
}

/**
 * The sources of an export that did not give all they have: a delivery without it is decided by a person. Systems that are
 * not connected are not among them: what is to come from there is added by hand.
 */
export function incompleteSearches(searches: SourceSearch[], sources: SourceResult[]): ListedSearch[] {
  return listSearches(searches, sources).filter(
    ({ searched, notSearched, failed }) => (!searched && notSearched !== "not_connected") || failed.length > 0,
  );
}

/** Where an archive's data are from, for reading. */
export function searchesHtml(facts: ArchiveFacts, searches: ListedSearch[]): string {
  const title = translator(facts.locale, "archive")("searches.title");
  const rows = searches.map((search) => {
    const sentences = searchSentences(search, facts).map((sentence) => `<div>${textHtml(sentence)}</div>`);
    return [textHtml(searchName(search, facts.locale)), sentences.join("")] as const;
  });
  return `<div id="searches">${factsTable(title, rows, "card apart")}</div>\n`;
}

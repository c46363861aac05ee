import { logger } from "@/lib/logger";
import type { Row } from "@/lib/section/descriptor";
import type { SectionTable } from "@/lib/section/section-table";
import type { SectionKey } from "@/lib/section/sections";
import { failureLevel } from "@/lib/source/outbound-http/outbound-error";
import { readerOf } from "@/lib/source/own-descriptor";
import type { ReadingNotes, RowSource, Subject } from "@/lib/source/source";
import { isStorable } from "@/lib/storable-text";
import type { SourceResult, SourceSearch } from "./archive-facts";
import type { ArchiveRows } from "./archive-rows";
import { createGivenRows, type GivenRows } from "./given-rows";
import { createSecretStripper, type StrippedSecret } from "./strip-secrets";

/** Whose rows are read, and from where. */
interface Reading {
  sources: RowSource[];
  /** Their sections. */
  table: SectionTable;
  subject: Subject;
  signal: AbortSignal;
  exportId: string;
  /** The bytes of a file that a row names. */
  openFile(row: Row): AsyncIterable<Uint8Array>;
  /** Of the sources whose rows are those of an earlier export: how they were searched then, by their names. */
  copied: Map<string, SourceSearch>;
  /** The secrets that the earlier export left out. */
  leftOut: StrippedSecret[];
  /** Whether numbers are taken out that California forbids to disclose. */
  masksUndisclosed?: boolean;
}

/** The rows that all sources hold on a person now, without secrets. A section that cannot be read costs no other. */
export function collectedRows(reading: Reading): ArchiveRows {
  const secrets = createSecretStripper(reading.table, reading.leftOut, reading.masksUndisclosed);
  const given = createGivenRows();
  const searches = new Map(
    reading.sources.map((source): [string, SourceSearch] => {
      const copied = reading.copied.get(source.name);
      return [source.name, copied ? { ...copied } : unread(source, reading.subject)];
    }),
  );
  const answered = new Set<string>();
  return {
    async read(section, write) {
      const results: SourceResult[] = [];
      let earlier = 0;
      for (const source of reading.sources) {
        const search = searches.get(source.name);
        if (!readerOf(source, section) || !search) continue;
        if (!search.searchedAt && !search.notSearched) await begin(source, search, reading.subject);
        const withhold = (what: string) => {
          const isNew = !search.notGiven.includes(what) && search.notGiven.length < MAX_NOT_GIVEN;
          if (isNew && isStorable(what)) search.notGiven.push(what);
        };
        const writePage = (page: Row[], rows: number) =>
          write(
            page.map((row) => ({ ...secrets.strip(section, row), ...originIn(reading, section, source.name) })),
            earlier + rows,
            source.name,
          );
        const result = await collectSection(source, section, reading, writePage, { withhold, given });
        results.push(result);
        earlier += result.rows;
        if (result.rows > 0 || result.failure === null) answered.add(source.name);
      }
      return results;
    },
    sourcesOf: (section) => reading.sources.flatMap((source) => (readerOf(source, section) ? [source.name] : [])),
    openFile: reading.openFile,
    withheld: () => undefined,
    redactions: [],
    searches: () => [...searches.values()].map((search) => asAnswered(search, answered)),
    leftOut: secrets.stripped,
  };
}

/** A source that gave nothing at all, in none of its sections, was not searched. */
function asAnswered(search: SourceSearch, answered: Set<string>): SourceSearch {
  if (!search.searchedAt || search.notSearched || answered.has(search.source)) return search;
  return { ...search, searchedAt: null, asOf: null, notSearched: "unanswered" };
}

/** What a row says of where it is from, whatever its source says of that; nothing in a section of Dossier's own. */
function originIn({ table }: Reading, section: SectionKey, source: string): Row {
  const { sourceField } = table.of(section);
  return sourceField ? { [sourceField]: source } : {};
}

// A system may say the same of each of a thousand orders in other words.
const MAX_NOT_GIVEN = 20;

/** A source before any of it was read. */
function unread(
  { name, title, collectors, own = [], notGiven = [], notSearched }: RowSource,
  subject: Subject,
): SourceSearch {
  const isAnswered = !subject.unsearched?.includes(name) && Object.keys(collectors).length + own.length > 0;
  const dropped = subject.dropped?.[name];
  const search = {
    ...{ source: name, name: title ?? null, searchedAt: null, asOf: null, notGiven: [...notGiven] },
    ...(dropped && { dropped }),
  };
  if (notSearched) return { ...search, notSearched };
  return { ...search, notSearched: isAnswered ? null : "unanswered" };
}

/** Notes when a source is read, and as of when its data are. Not knowing that costs no export. */
async function begin(source: RowSource, search: SourceSearch, subject: Subject): Promise<void> {
  search.searchedAt = new Date().toISOString();
  try {
    search.asOf = source.asOf ? ((await source.asOf(subject))?.toISOString() ?? null) : search.searchedAt;
  } catch (error) {
    logger[failureLevel(error)](
      { err: error, source: source.name },
      "as of when a source's data are could not be read",
    );
  }
}

/**
 * Reads one section from one source, page by page, the next page while this one is written. What was read before a
 * failure is kept; the collector itself tries a page again before it throws (see lib/source/source.ts).
 * @param write gets the number of rows so far, this page's included.
 * @throws what `write` throws, and when the signal is aborted: neither is the collector's failure.
 */
async function collectSection(
  source: RowSource,
  section: SectionKey,
  { subject, signal, exportId }: Reading,
  write: (page: Row[], rows: number) => Promise<void>,
  { withhold, given }: Pick<ReadingNotes, "withhold"> & { given: GivenRows },
): Promise<SourceResult> {
  let rows = 0;
  let dropped = 0;
  let replaced = 0;
  const notes: ReadingNotes = {
    withhold,
    drop: (count) => {
      dropped += count;
    },
    replace: (count) => {
      replaced += count;
    },
    isGiven: (origin, platformId) => given.isGiven(section, origin, platformId),
  };
  const read = openPages(source, section, subject, signal, notes);
  const result = (failure: SourceResult["failure"]) => ({
    ...{ source: source.name, section, rows, failure },
    ...(dropped > 0 && { dropped }),
    ...(replaced > 0 && { replaced }),
  });
  try {
    let coming = read.next();
    for (;;) {
      const page = await coming;
      if ("error" in page) {
        signal.throwIfAborted();
        logger[failureLevel(page.error)]({ err: page.error, exportId, section }, "collector failed");
        return result("unreadable");
      }
      // What was found is all that the source holds only where it could be asked whose records it has.
      const isWhole = !subject.unsearched?.includes(source.name);
      if (page.done)
        return {
          ...result(isWhole ? null : "unreadable"),
          ...(await readStated(source, section, subject, rows + replaced)),
        };
      signal.throwIfAborted();
      coming = read.next();
      rows += page.rows.length;
      await write(page.rows, rows);
      if (source.origin) given.note(section, source.origin, page.rows);
    }
  } finally {
    await read.close();
  }
}

/** What the source says there is, where that is more than was found. Not knowing it costs no export. */
async function readStated(source: RowSource, section: SectionKey, subject: Subject, rows: number) {
  try {
    const stated = await readerOf(source, section)?.stated?.(subject);
    return stated !== undefined && stated > rows ? { stated } : {};
  } catch (error) {
    logger[failureLevel(error)]({ err: error, section }, "a source's own count could not be read");
    return {};
  }
}

type Page = { done: true } | { done: false; rows: Row[] } | { error: unknown };

/** The pages with errors as values, so that one that comes while a page is written waits its turn. */
function openPages(source: RowSource, section: SectionKey, subject: Subject, signal: AbortSignal, notes: ReadingNotes) {
  let pages: AsyncIterator<Row[]> | undefined;
  return {
    async next(): Promise<Page> {
      try {
        pages ??= readerOf(source, section)?.pages(subject, signal, notes)[Symbol.asyncIterator]();
        const { done, value } = (await pages?.next()) ?? { done: true };
        return done ? { done: true } : { done: false, rows: value };
      } catch (error) {
        return { error };
      }
    },
    async close(): Promise<void> {
      await pages?.return?.().catch(() => undefined);
    },
  };
}

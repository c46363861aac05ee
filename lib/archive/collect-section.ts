import { logger } from "@/lib/logger";
import type { Row } from "@/lib/section/descriptor";
import type { Section } from "@/lib/section/sections";
import type { RowSource, Subject } from "@/lib/source/source";
import type { SourceResult } from "./archive-facts";
import type { ArchiveRows } from "./archive-rows";
import { createSecretStripper } from "./strip-secrets";

/** Whose rows are read, and from where. */
interface Reading {
  sources: RowSource[];
  subject: Subject;
  signal: AbortSignal;
  exportId: string;
  /** The bytes of a file that a row names. */
  openFile(row: Row): AsyncIterable<Uint8Array>;
}

/** The rows that all sources hold on a person now, without secrets. A section that cannot be read costs no other. */
export function collectedRows(reading: Reading): ArchiveRows {
  const secrets = createSecretStripper();
  return {
    async read(section, write) {
      const results: SourceResult[] = [];
      let earlier = 0;
      for (const source of reading.sources) {
        if (!source.collectors[section]) continue;
        const result = await collectSection(source, section, reading, (page, rows) =>
          write(
            page.map((row) => secrets.strip(section, row)),
            earlier + rows,
          ),
        );
        results.push(result);
        earlier += result.rows;
      }
      return results;
    },
    has: (section) => reading.sources.some(({ collectors }) => collectors[section]),
    openFile: reading.openFile,
    withheld: () => undefined,
    redactions: [],
    leftOut: secrets.stripped,
  };
}

/**
 * Reads one section from one source, page by page, the next page while this one is written. What was read before a
 * failure is kept; the collector itself tries a page again before it throws (see lib/source/source.ts).
 * @param write gets the number of rows so far, this page's included.
 * @throws what `write` throws, and when the signal is aborted: neither is the collector's failure.
 */
async function collectSection(
  source: RowSource,
  section: Section,
  { subject, signal, exportId }: Reading,
  write: (page: Row[], rows: number) => Promise<void>,
): Promise<SourceResult> {
  let rows = 0;
  let dropped = 0;
  const drop = (count: number) => {
    dropped += count;
  };
  const read = openPages(source, section, subject, signal, drop);
  const result = (failure: SourceResult["failure"]) => ({
    ...{ source: source.name, section, rows, failure },
    ...(dropped > 0 && { dropped }),
  });
  try {
    let coming = read.next();
    for (;;) {
      const page = await coming;
      if ("error" in page) {
        signal.throwIfAborted();
        logger.error({ err: page.error, exportId, section }, "collector failed");
        return result("unreadable");
      }
      // What was found is all that the source holds only where it could be asked whose records it has.
      const isWhole = !subject.unsearched?.includes(source.name);
      if (page.done)
        return { ...result(isWhole ? null : "unreadable"), ...(await readStated(source, section, subject, rows)) };
      signal.throwIfAborted();
      coming = read.next();
      rows += page.rows.length;
      await write(page.rows, rows);
    }
  } finally {
    await read.close();
  }
}

/** What the source says there is, where that is more than was found. Not knowing it costs no export. */
async function readStated(source: RowSource, section: Section, subject: Subject, rows: number) {
  try {
    const stated = await source.collectors[section]?.stated?.(subject);
    return stated !== undefined && stated > rows ? { stated } : {};
  } catch (error) {
    logger.error({ err: error, section }, "a source's own count could not be read");
    return {};
  }
}

type Page = { done: true } | { done: false; rows: Row[] } | { error: unknown };

/** The pages with errors as values, so that one that comes while a page is written waits its turn. */
function openPages(
  source: RowSource,
  section: Section,
  subject: Subject,
  signal: AbortSignal,
  drop: (rows: number) => void,
) {
  let pages: AsyncIterator<Row[]> | undefined;
  return {
    async next(): Promise<Page> {
      try {
        pages ??= source.collectors[section]?.pages(subject, signal, drop)[Symbol.asyncIterator]();
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

import { logger } from "@/lib/logger";
import type { Section } from "@/lib/section/rows";
import type { CustomerSource, Subject } from "@/lib/source/source";
import type { SourceResult } from "./archive-facts";

/**
 * Reads one section page by page, the next one while this one is written. What was read before a
 * failure stays; the collector itself tries a page again before it throws (see lib/source/source.ts).
 * @param write told the rows so far, this page's included.
 * @throws what `write` throws, and when the signal is aborted: neither is the collector's failure.
 */
export async function collectSection(
  from: { source: CustomerSource; subject: Subject; signal: AbortSignal; exportId: string },
  section: Section,
  write: (page: unknown[], rows: number) => Promise<void>,
): Promise<Pick<SourceResult, "rows" | "failure">> {
  const { source, subject, signal, exportId } = from;
  let rows = 0;
  const read = openPages(source, section, subject, signal);
  try {
    let coming = read.next();
    for (;;) {
      const page = await coming;
      if ("error" in page) {
        signal.throwIfAborted();
        logger.error({ err: page.error, exportId, section }, "collector failed");
        return { rows, failure: "unreadable" };
      }
      if (page.done) return { rows, failure: null };
      signal.throwIfAborted();
      coming = read.next();
      rows += page.rows.length;
      await write(page.rows, rows);
    }
  } finally {
    await read.close();
  }
}

type Page = { done: true } | { done: false; rows: unknown[] } | { error: unknown };

/** The pages with errors as values, so that one that comes while a page is written waits its turn. */
function openPages(source: CustomerSource, section: Section, subject: Subject, signal: AbortSignal) {
  let pages: AsyncIterator<unknown[]> | undefined;
  return {
    async next(): Promise<Page> {
      try {
        pages ??= source.collectors[section].pages(subject, signal)[Symbol.asyncIterator]();
        const { done, value } = await pages.next();
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

import { type CustomerSource, type Section, type Subject, sections } from "@/lib/customer/source";
import { logger } from "@/lib/logger";
import packageJson from "@/package.json";
import type { ArchiveFacts, SourceResult } from "./archive-facts";
import { exportJsonSchema } from "./data-schema";
import { indexHtml, pageHead } from "./index-html";
import { openRun, type WrittenFile } from "./run-writer";
import { type SectionHtml, sectionHtml } from "./section-html";
import { openSection, type WrittenSection } from "./section-writer";

/** What an archive is written from and to. */
export interface ArchiveTarget {
  storeId: string;
  exportId: string;
  key: Buffer;
  subject: Subject;
  source: CustomerSource;
  facts: ArchiveFacts;
  signal: AbortSignal;
  /** Told of every page of rows. */
  progress(section: Section, rowsCollected: number): Promise<void>;
}

/**
 * Reads every section once and writes each file of the archive as its own run of chunks. A section
 * that cannot be read to its end is named and never costs the rest.
 * @returns each source with its rows.
 */
export async function writeArchive(target: ArchiveTarget): Promise<SourceResult[]> {
  const { facts, source } = target;
  const files: WrittenFile[] = [];
  let number = 0;
  const open = (path: string) => openRun(target, number++, path);
  const writeFile = async (path: string, text: string) => {
    const run = open(path);
    await run.write(text);
    files.push(await run.close());
  };

  const data = open("data.json");
  await data.write(head(facts));
  const html = sectionHtml(facts.locale);
  const results: SourceResult[] = [];
  const written: WrittenSection[] = [];
  for (const section of sections) {
    const writer = openSection({
      section,
      html: html[section] as SectionHtml<Section>,
      data,
      open,
      done: (file) => files.push(file),
      pageHead: (page) => pageHead(facts, section, page),
    });
    await writer.start();
    const { rows, failed } = await collect(target, section, results, writer.write);
    written.push(await writer.end());
    results.push({ source: source.name, section, rows, failed });
  }
  await data.write(`,\n  "sources": ${JSON.stringify(results)}\n}\n`);
  files.push(await data.close());

  await writeFile("schema.json", `${JSON.stringify(exportJsonSchema(), null, 2)}\n`);
  await writeFile("index.html", indexHtml(facts, written, results));
  await writeFile("manifest.json", manifest(facts, files, results));
  return results;
}

/** What was written of a page stays written; what could not be read is said. */
async function collect(
  { source, subject, signal, progress, exportId }: ArchiveTarget,
  section: Section,
  before: SourceResult[],
  write: (rows: never[]) => Promise<void>,
): Promise<{ rows: number; failed: boolean }> {
  const collected = before.reduce((sum, result) => sum + result.rows, 0);
  let rows = 0;
  const pages = source.collectors[section].pages(subject, signal)[Symbol.asyncIterator]();
  for (;;) {
    let page: IteratorResult<unknown[]>;
    try {
      page = await pages.next();
    } catch (error) {
      signal.throwIfAborted();
      logger.error({ err: error, exportId, section }, "collector failed");
      return { rows, failed: true };
    }
    if (page.done) return { rows, failed: false };
    await write(page.value as never[]);
    rows += page.value.length;
    await progress(section, collected + rows);
  }
}

function head({ reference, requestedAt, generatedAt, store }: ArchiveFacts): string {
  const facts = { format: "dossier-export", version: 1, reference, requestedAt, generatedAt, store };
  return JSON.stringify(facts, null, 2).replace(/\n}$/, "");
}

/** manifest.json lists every other file. */
function manifest(facts: ArchiveFacts, files: WrittenFile[], sources: SourceResult[]): string {
  const { reference, requestedAt, generatedAt, store } = facts;
  const generator = { name: "Dossier", version: packageJson.version };
  const sorted = files.toSorted((one, other) => one.path.localeCompare(other.path));
  return `${JSON.stringify({ format: "dossier-manifest", version: 1, generator, reference, store, requestedAt, generatedAt, files: sorted, sources }, null, 2)}\n`;
}

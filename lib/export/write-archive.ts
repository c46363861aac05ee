import { type CustomerSource, type Section, type Subject, sections } from "@/lib/customer/source";
import packageJson from "@/package.json";
import type { ArchiveFacts, SourceResult } from "./archive-facts";
import type { ChunkStore } from "./chunk-store";
import { collectSection } from "./collect-section";
import { exportJsonSchema } from "./data-schema";
import { indexHtml } from "./index-html";
import { printedInformation } from "./information-html";
import { pageFrame } from "./page-html";
import { openRun, type RunWriter, type WrittenFile } from "./run-writer";
import { type SectionHtml, sectionHtml } from "./section-html";
import { openSection, type WrittenSection } from "./section-writer";

/** What an archive is written from and to. */
export interface ArchiveTarget {
  exportId: string;
  chunks: ChunkStore;
  subject: Subject;
  source: CustomerSource;
  facts: ArchiveFacts;
  signal: AbortSignal;
  /** Told of every page of rows. */
  progress(section: Section, rowsCollected: number): Promise<void>;
}

// What a person looks for first stands first in the zip, though it is written last.
const FIRST_FILES = ["index.html", "data.json", "schema.json", "manifest.json"];

/**
 * Reads every section once and writes each file of the archive as its own run of chunks. A section
 * that cannot be read to its end is named and never costs the rest.
 * @returns the files, and each source with its rows.
 */
export async function writeArchive(target: ArchiveTarget): Promise<{ files: WrittenFile[]; sources: SourceResult[] }> {
  const { facts, source, chunks } = target;
  const files: WrittenFile[] = [];
  let next = FIRST_FILES.length;
  const open = (path: string) => {
    const first = FIRST_FILES.indexOf(path);
    return openRun(chunks, first < 0 ? next++ : first, path);
  };
  const close = async (run: RunWriter) => void files.push(await run.close());
  const writeFile = async (path: string, text: string) => {
    const run = open(path);
    await run.write(text);
    await close(run);
  };

  const data = open("data.json");
  await data.write(dataHead(facts));
  const html = sectionHtml(facts.locale);
  const sources: SourceResult[] = [];
  const written: WrittenSection[] = [];
  let collected = 0;
  for (const section of sections) {
    const writer = openSection({
      section,
      html: html[section] as SectionHtml<Section>,
      data,
      open,
      close,
      frame: pageFrame(facts, section),
    });
    await writer.start();
    const { rows, failure } = await collectSection(target, section, async (page, count) => {
      await writer.write(page as never[]);
      await target.progress(section, collected + count);
    });
    written.push(await writer.end());
    sources.push({ source: source.name, section, rows, failure });
    collected += rows;
  }
  const information = printedInformation(facts.information, sources);
  await data.write(`,\n  "sources": ${JSON.stringify(sources)},\n  "information": ${JSON.stringify(information)}\n}\n`);
  await close(data);

  await writeFile("schema.json", `${JSON.stringify(exportJsonSchema(), null, 2)}\n`);
  await writeFile("index.html", indexHtml(facts, written, sources));
  await writeFile("manifest.json", manifest(facts, files, sources));
  await chunks.flush();
  return { files, sources };
}

function dataHead({ reference, requestedAt, generatedAt, store }: ArchiveFacts): string {
  const facts = { format: "dossier-export", version: 1, reference, requestedAt, generatedAt, store };
  return JSON.stringify(facts, null, 2).replace(/\n}$/, "");
}

/** manifest.json lists every other file. */
function manifest(facts: ArchiveFacts, files: WrittenFile[], sources: SourceResult[]): string {
  const { reference, requestedAt, generatedAt, store } = facts;
  const generator = { name: "Dossier", version: packageJson.version };
  const listed = files
    .toSorted((one, other) => one.number - other.number)
    .map(({ path, sizeBytes, sha256 }) => ({ path, sizeBytes, sha256 }));
  const whole = { format: "dossier-manifest", version: 1, generator, reference, store, requestedAt, generatedAt };
  return `${JSON.stringify({ ...whole, files: listed, sources }, null, 2)}\n`;
}

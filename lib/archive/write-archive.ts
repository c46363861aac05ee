import type { Locale } from "@/lib/locale";
import type { SectionKey } from "@/lib/section/sections";
import packageJson from "@/package.json";
import type { ArchiveFacts, SourceResult, SourceSearch } from "./archive-facts";
import type { ArchiveRows } from "./archive-rows";
import type { ChunkStore } from "./chunk-store";
import { schemaFile } from "./data-schema";
import { type EntryWriter, openEntry, type WrittenFile } from "./entry-writer";
import { indexHtml } from "./index-html";
import { printedInformation } from "./information-html";
import { pageFrame } from "./page-html";
import { listSearches, searchName } from "./searches";
import { openSection, type WrittenSection } from "./section-writer";
import { type Listings, withheldList } from "./withheld";

/** What an archive is written from and to. */
export interface ArchiveTarget {
  chunks: ChunkStore;
  rows: ArchiveRows;
  facts: ArchiveFacts;
  /** Called after every page of rows. */
  progress(section: SectionKey, rowsCollected: number): Promise<void>;
}

// What a person looks for first comes first in the zip, though it is written last.
const FIRST_FILES = ["index.html", "data.json", "schema.json", "manifest.json"];

/**
 * Reads every section once and writes each file of the archive as chunks of its own.
 * @returns the files, each source with its rows, and how each was searched.
 */
export async function writeArchive(
  target: ArchiveTarget,
): Promise<{ files: WrittenFile[]; sources: SourceResult[]; searches: SourceSearch[] }> {
  const { facts, rows, chunks } = target;
  const files: WrittenFile[] = [];
  let next = FIRST_FILES.length;
  const open = (path: string) => {
    const first = FIRST_FILES.indexOf(path);
    return openEntry(chunks, first < 0 ? next++ : first, path);
  };
  const close = async (entry: EntryWriter) => void files.push(await entry.close());
  const writeFile = async (path: string, text: string) => {
    const entry = open(path);
    entry.add(text);
    await close(entry);
  };

  const data = open("data.json");
  data.add(dataHead(facts));
  const sources: SourceResult[] = [];
  const written: WrittenSection[] = [];
  let collected = 0;
  for (const section of facts.table.keys) {
    if (facts.table.of(section).isOptional && rows.sourcesOf(section).length === 0) continue;
    const names = sourceNames(rows, section, facts.locale);
    const writer = openSection({
      section: facts.table.of(section),
      reader: facts,
      data,
      open,
      close,
      openFile: rows.openFile,
      frame: pageFrame(facts, section),
      withheld: rows.withheld(section),
    });
    writer.start();
    const results = await rows.read(section, async (page, count, source) => {
      await writer.write(page, names.get(source));
      await target.progress(section, collected + count);
    });
    written.push(await writer.end());
    sources.push(...results);
    collected += results.reduce((sum, result) => sum + result.rows, 0);
  }
  const lists = listings(rows, sources, facts);
  const information = printedInformation(facts.information, lists.sources);
  for (const [name, value] of Object.entries({ ...lists, information }))
    data.add(`,\n  "${name}": ${JSON.stringify(value)}`);
  data.add("\n}\n");
  await close(data);

  await writeFile("schema.json", schemaFile(facts.table));
  await writeFile("index.html", indexHtml(facts, written, sources, lists));
  await writeFile("manifest.json", manifest(facts, files, lists));
  return { files, sources, searches: rows.searches() };
}

/** What the sources of a section are called above their rows; nothing where Dossier's own is the only one. */
function sourceNames(rows: ArchiveRows, section: SectionKey, locale: Locale): Map<string, string> {
  const asked = rows.sourcesOf(section);
  const known = new Map(rows.searches().map((search) => [search.source, search.name]));
  if (asked.length < 2 && !asked.some((source) => known.get(source))) return new Map();
  return new Map(asked.map((source) => [source, searchName({ source, name: known.get(source) ?? null }, locale)]));
}

function listings(rows: ArchiveRows, sources: SourceResult[], { locale }: ArchiveFacts): Listings {
  // How many rows a withheld section has is withheld with it.
  const listed = sources.map(({ stated, ...source }) =>
    rows.withheld(source.section) ? { ...source, rows: null } : { ...source, ...(stated && { stated }) },
  );
  return {
    searches: listSearches(rows.searches(), listed),
    sources: listed,
    withheld: withheldList(rows.redactions, locale),
    leftOut: rows.leftOut(),
  };
}

function dataHead({ reference, requestedAt, generatedAt, store, customer }: ArchiveFacts): string {
  const facts = { format: "dossier-export", version: 1, reference, requestedAt, generatedAt, store, customer };
  return JSON.stringify(facts, null, 2).replace(/\n}$/, "");
}

// 2 says how each source was searched; an archive that does not say its version is of the first.
const MANIFEST_VERSION = 2;

/** manifest.json lists every other file. */
function manifest(facts: ArchiveFacts, files: WrittenFile[], lists: Listings): string {
  const { reference, requestedAt, generatedAt, store } = facts;
  const generator = { name: "Dossier", version: packageJson.version };
  const listed = files
    .toSorted((one, other) => one.number - other.number)
    .map(({ path, sizeBytes, sha256 }) => ({ path, sizeBytes, sha256 }));
  const format = { format: "dossier-manifest", version: 1, formatVersion: MANIFEST_VERSION };
  const whole = { ...format, generator, reference, store, requestedAt, generatedAt };
  return `${JSON.stringify({ ...whole, files: listed, ...lists }, null, 2)}\n`;
}

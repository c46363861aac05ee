import type { Row, SectionDescriptor } from "@/lib/section/descriptor";
import type { RedactionMarker } from "@/lib/section/redaction-marker";
import { csvTables, withheldCsv } from "@/lib/section/section-csv";
import { type Reader, sectionHtml } from "@/lib/section/section-html";
import type { EntryWriter } from "./entry-writer";
import { type pageFrame, sectionPagePath } from "./page-html";

/** What index.html shows of a section that was written. */
export interface WrittenSection {
  section: string;
  rows: number;
  /** The section's HTML where it is short; else it has pages of its own. */
  inline: string | undefined;
  pages: SectionPage[];
  /** What takes its place where it is withheld whole. */
  withheld: RedactionMarker | undefined;
}

/** A page of a long section, with its first and last entry, counted from 1. */
interface SectionPage {
  path: string;
  from: number;
  to: number;
}

// What a browser shows at once, in lines: sections up to INLINE_WEIGHT are in index.html.
const INLINE_WEIGHT = 400;
const PAGE_WEIGHT = 4000;

/** Writes one section into every format while its rows pass by once. */
export function openSection(archive: {
  section: SectionDescriptor;
  reader: Reader;
  /** data.json, open across sections. */
  data: EntryWriter;
  open(path: string): EntryWriter;
  close(entry: EntryWriter): Promise<void>;
  /** The bytes of a file that a row names. */
  openFile(row: Row, path: string): AsyncIterable<Uint8Array>;
  frame: ReturnType<typeof pageFrame>;
  withheld: RedactionMarker | undefined;
}) {
  const { section, data, withheld } = archive;
  const html = sectionHtml(section, archive.reader);
  const tables = csvTables(section).map((table) => ({ ...table, entry: archive.open(`csv/${table.file}.csv`) }));
  const fileFields = Object.keys(section.fields).filter((name) => section.fields[name]?.kind === "file");
  const pages: SectionPage[] = [];
  let page: EntryWriter | undefined;
  /** The HTML so far, while it is short enough for index.html. */
  let inline: string[] = [];
  let weight = 0;
  let rows = 0;
  /** The name of the source whose rows are written, as HTML, again on each page. */
  let heading = "";
  let source: string | undefined;
  let isHeaded = true;

  function startPage(from: number): EntryWriter {
    const path = sectionPagePath(section.name, pages.length + 1);
    pages.push({ path, from, to: from });
    const opened = archive.open(path);
    opened.add(archive.frame.head(pages.length) + html.open);
    page = opened;
    return opened;
  }

  async function endPage(hasNext: boolean) {
    const listed = pages.at(-1);
    if (!page || !listed) return;
    listed.to = rows;
    page.add(html.close + archive.frame.foot(pages.length, hasNext));
    weight = 0;
    await archive.close(page);
    page = undefined;
  }

  function writeHtml(row: Row) {
    const text = isHeaded ? html.row(row) : heading + html.row(row);
    isHeaded = true;
    if (page) page.add(text);
    else inline.push(text);
    weight += html.weight(row);
    rows += 1;
    if (page || weight <= INLINE_WEIGHT) return;
    const opened = startPage(1);
    for (const earlier of inline) opened.add(earlier);
    inline = [];
  }

  /** Files are copied one by one beside the section that names them; one whose name is withheld is not. */
  async function copyFile(row: Row, path: string) {
    const entry = archive.open(path);
    for await (const bytes of archive.openFile(row, path)) {
      entry.addBytes(Buffer.from(bytes));
      await entry.settle();
    }
    await archive.close(entry);
  }

  return {
    start() {
      if (withheld) {
        data.add(`,\n  ${JSON.stringify(section.name)}: ${JSON.stringify(withheld)}`);
        for (const { entry } of tables) entry.add(withheldCsv(withheld));
        return;
      }
      data.add(`,\n  ${JSON.stringify(section.name)}: [`);
      for (const { entry, head } of tables) entry.add(head);
    },
    /** @param of what the rows' source is called, where the section has several. */
    async write(batch: Row[], of?: string) {
      if (of !== undefined && of !== source) {
        source = of;
        heading = html.source(of);
        isHeaded = false;
      }
      for (const row of batch) {
        data.add(rows > 0 ? ",\n    " : "\n    ");
        data.add(JSON.stringify(row));
        for (const { entry, lines } of tables) entry.add(lines(row));
        if (page && weight + html.weight(row) > PAGE_WEIGHT) {
          await endPage(true);
          startPage(rows + 1);
          isHeaded = heading === "";
        }
        writeHtml(row);
      }
      for (const row of batch)
        for (const name of fileFields) {
          const path = row[name];
          if (typeof path === "string") await copyFile(row, path);
        }
      for (const open of [data, ...tables.map(({ entry }) => entry), page]) await open?.settle();
    },
    async end(): Promise<WrittenSection> {
      if (!withheld) data.add(rows > 0 ? "\n  ]" : "]");
      for (const { entry } of tables) await archive.close(entry);
      const shown = !page && rows > 0 ? html.open + inline.join("") + html.close : undefined;
      await endPage(false);
      return { section: section.name, rows, inline: shown, pages, withheld };
    },
  };
}

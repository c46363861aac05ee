import { csvHead, csvMark, csvOfRow, orderLinesHead, orderLinesRows } from "@/lib/section/csv-columns";
import type { ArchiveRow, Mark } from "@/lib/section/mark";
import type { Section } from "@/lib/section/rows";
import type { SectionHtml } from "@/lib/section/section-html";
import type { RunWriter } from "./entry-writer";
import { type pageFrame, sectionPagePath } from "./page-html";

/** What index.html shows of a section that was written. */
export interface WrittenSection {
  section: Section;
  rows: number;
  /** The section's HTML where it is short; else it stands on pages of its own. */
  inline: string | undefined;
  pages: SectionPage[];
  /** What stands in its place where it is withheld whole. */
  withheld: Mark | undefined;
}

/** A page of a long section, with its first and last entry, counted from 1. */
interface SectionPage {
  path: string;
  from: number;
  to: number;
}

// What a browser shows at once, in table rows: sections up to INLINE stand in index.html.
const INLINE_WEIGHT = 400;
const PAGE_WEIGHT = 4000;

/** Writes one section into every format while its rows pass by once. */
export function openSection<S extends Section>(archive: {
  section: S;
  html: SectionHtml<S>;
  /** data.json, open across sections. */
  data: RunWriter;
  open(path: string): RunWriter;
  close(run: RunWriter): Promise<void>;
  frame: ReturnType<typeof pageFrame>;
  withheld: Mark | undefined;
}) {
  const { section, html, data, withheld } = archive;
  const csv = archive.open(`csv/${section}.csv`);
  const lines = section === "orders" ? archive.open("csv/order-lines.csv") : undefined;
  const pages: SectionPage[] = [];
  let run: RunWriter | undefined;
  /** The HTML so far, while it is short enough for index.html. */
  let inline: string[] = [];
  let weight = 0;
  let rows = 0;

  function startPage(from: number): RunWriter {
    const path = sectionPagePath(section, pages.length + 1);
    pages.push({ path, from, to: from });
    const opened = archive.open(path);
    opened.add(archive.frame.head(pages.length) + html.open);
    run = opened;
    return opened;
  }

  async function endPage(hasNext: boolean) {
    const page = pages.at(-1);
    if (!run || !page) return;
    page.to = rows;
    run.add(html.close + archive.frame.foot(pages.length, hasNext));
    weight = 0;
    await archive.close(run);
    run = undefined;
  }

  function writeHtml(row: ArchiveRow<S>) {
    const text = html.row(row);
    if (run) run.add(text);
    else inline.push(text);
    weight += html.weight(row);
    rows += 1;
    if (run || weight <= INLINE_WEIGHT) return;
    const opened = startPage(1);
    for (const earlier of inline) opened.add(earlier);
    inline = [];
  }

  return {
    start() {
      if (withheld) {
        data.add(`,\n  ${JSON.stringify(section)}: ${JSON.stringify(withheld)}`);
        csv.add(csvMark(withheld));
        lines?.add(csvMark(withheld));
        return;
      }
      data.add(`,\n  ${JSON.stringify(section)}: [`);
      csv.add(csvHead(section));
      lines?.add(orderLinesHead());
    },
    async write(batch: ArchiveRow<S>[]) {
      for (const row of batch) {
        data.add(rows > 0 ? ",\n    " : "\n    ");
        data.add(JSON.stringify(row));
        csv.add(csvOfRow(section, row));
        lines?.add(orderLinesRows(row as ArchiveRow<"orders">));
        if (run && weight + html.weight(row) > PAGE_WEIGHT) {
          await endPage(true);
          startPage(rows + 1);
        }
        writeHtml(row);
      }
      for (const open of [data, csv, lines, run]) await open?.settle();
    },
    async end(): Promise<WrittenSection> {
      if (!withheld) data.add(rows > 0 ? "\n  ]" : "]");
      await archive.close(csv);
      if (lines) await archive.close(lines);
      const shown = !run && rows > 0 ? html.open + inline.join("") + html.close : undefined;
      await endPage(false);
      return { section, rows, inline: shown, pages, withheld };
    },
  };
}

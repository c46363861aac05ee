import type { Section } from "@/lib/customer/source";
import { csvHead, csvMark, csvRows, orderLinesHead, orderLinesRows } from "./csv-columns";
import type { ArchiveRow, Mark } from "./mark";
import { type pageFrame, sectionPagePath } from "./page-html";
import type { RunWriter } from "./run-writer";
import type { SectionHtml } from "./section-html";

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
  /** The HTML of the page so far, or of all while it is short enough for index.html. */
  let pending: string[] = [];
  let weight = 0;
  let rows = 0;

  async function startPage(from: number) {
    const path = sectionPagePath(section, pages.length + 1);
    pages.push({ path, from, to: from });
    run = archive.open(path);
    await run.write(archive.frame.head(pages.length) + html.open);
  }

  async function endPage(hasNext: boolean) {
    const page = pages.at(-1);
    if (!run || !page) return;
    page.to = rows;
    await run.write(pending.join("") + html.close + archive.frame.foot(pages.length, hasNext));
    pending = [];
    weight = 0;
    await archive.close(run);
    run = undefined;
  }

  async function writeHtml(row: ArchiveRow<S>) {
    const rowWeight = html.weight(row);
    if (run && weight + rowWeight > PAGE_WEIGHT) {
      await endPage(true);
      await startPage(rows + 1);
    }
    pending.push(html.row(row));
    weight += rowWeight;
    rows += 1;
    if (!run && weight > INLINE_WEIGHT) await startPage(1);
    if (run && pending.length >= 50) {
      await run.write(pending.join(""));
      pending = [];
    }
  }

  return {
    async start() {
      if (withheld) {
        await data.write(`,\n  ${JSON.stringify(section)}: ${JSON.stringify(withheld)}`);
        await csv.write(csvMark(withheld));
        await lines?.write(csvMark(withheld));
        return;
      }
      await data.write(`,\n  ${JSON.stringify(section)}: [`);
      await csv.write(csvHead(section));
      await lines?.write(orderLinesHead());
    },
    async write(batch: ArchiveRow<S>[]) {
      await data.write(
        batch.map((row, index) => `${rows + index > 0 ? "," : ""}\n    ${JSON.stringify(row)}`).join(""),
      );
      await csv.write(csvRows(section, batch));
      await lines?.write(orderLinesRows(batch as ArchiveRow<"orders">[]));
      for (const row of batch) await writeHtml(row);
    },
    async end(): Promise<WrittenSection> {
      if (!withheld) await data.write(rows > 0 ? "\n  ]" : "]");
      await archive.close(csv);
      if (lines) await archive.close(lines);
      const inline = !run && rows > 0 ? html.open + pending.join("") + html.close : undefined;
      await endPage(false);
      return { section, rows, inline, pages, withheld };
    },
  };
}

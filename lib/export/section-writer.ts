import type { OrderRow, Section, SectionRow } from "@/lib/customer/source";
import { csvHead, csvRows, orderLinesHead, orderLinesRows } from "./csv-columns";
import { htmlFoot } from "./html";
import type { RunWriter, WrittenFile } from "./run-writer";
import type { SectionHtml } from "./section-html";

/** What index.html shows of a section that was written. */
export interface WrittenSection {
  section: Section;
  rows: number;
  /** The section's HTML where it is short; else it stands on pages of its own. */
  inline: string | undefined;
  pages: string[];
}

// What a browser shows at once: sections up to INLINE stand in index.html, longer ones on pages.
const INLINE_WEIGHT = 300;
const PAGE_WEIGHT = 1500;

/** Writes one section into every format while its rows pass by once. */
export function openSection<S extends Section>(archive: {
  section: S;
  html: SectionHtml<S>;
  /** data.json, open across sections. */
  data: RunWriter;
  open(path: string): RunWriter;
  done(file: WrittenFile): void;
  /** The head of a page of the section. */
  pageHead(page: number): string;
}) {
  const { section, html, data } = archive;
  const csv = archive.open(`csv/${section}.csv`);
  const lines = section === "orders" ? archive.open("csv/order-lines.csv") : undefined;
  const pages: string[] = [];
  let page: RunWriter | undefined;
  /** The HTML written so far where no page is open: at most one page's worth. */
  let pending: string[] = [];
  let pendingWeight = 0;
  let pageWeight = 0;
  let rows = 0;

  async function startPage() {
    const path = `${section}-${pages.length + 1}.html`;
    pages.push(path);
    page = archive.open(path);
    pageWeight = 0;
    await page.write(archive.pageHead(pages.length) + html.open);
  }

  async function endPage() {
    if (!page) return;
    await page.write(html.close + htmlFoot);
    archive.done(await page.close());
    page = undefined;
  }

  async function writeHtml(row: SectionRow<S>) {
    const weight = html.weight(row);
    if (pages.length === 0) {
      pending.push(html.row(row));
      pendingWeight += weight;
      if (pendingWeight <= INLINE_WEIGHT) return;
      await startPage();
      await page?.write(pending.join(""));
      pageWeight = pendingWeight;
      pending = [];
      return;
    }
    if (pageWeight + weight > PAGE_WEIGHT) {
      await endPage();
      await startPage();
    }
    pageWeight += weight;
    await page?.write(html.row(row));
  }

  return {
    async start() {
      await data.write(`,\n  ${JSON.stringify(section)}: [`);
      await csv.write(csvHead(section));
      await lines?.write(orderLinesHead());
    },
    async write(batch: SectionRow<S>[]) {
      await data.write(
        batch.map((row, index) => `${rows + index > 0 ? "," : ""}\n    ${JSON.stringify(row)}`).join(""),
      );
      await csv.write(csvRows(section, batch));
      await lines?.write(orderLinesRows(batch as OrderRow[]));
      for (const row of batch) await writeHtml(row);
      rows += batch.length;
    },
    async end(): Promise<WrittenSection> {
      await data.write(rows > 0 ? "\n  ]" : "]");
      archive.done(await csv.close());
      if (lines) archive.done(await lines.close());
      await endPage();
      const inline = pages.length === 0 && rows > 0 ? html.open + pending.join("") + html.close : undefined;
      return { section, rows, inline, pages };
    },
  };
}

import { z } from "zod";
import type { Locale } from "@/lib/locale";
import { type ArchiveRow, Mark } from "@/lib/section/mark";
import { redactionMark, redactRow } from "@/lib/section/redact-row";
import { EVERY_ROW, type Redaction } from "@/lib/section/redaction";
import { type Section, sections } from "@/lib/section/rows";
import type { ArchiveFacts, SourceResult } from "./archive-facts";
import type { ArchiveRows } from "./archive-rows";
import type { ExportKey } from "./export-key";
import { type ExportRow, readHead, readRows } from "./read-rows";
import type { LeftOut } from "./strip-secrets";

/** The export that a reviewed copy is made of, and what the copy leaves out of it. */
export interface Original extends ExportKey {
  sources: SourceResult[];
  leftOut: LeftOut[];
  redactions: Redaction[];
}

const PAGE_ROWS = 100;
// An order may have ten thousand lines: a page of such is an order.
const PAGE_LINES = 1000;

/**
 * The rows of a ready export without what was redacted, read once from its own bytes: what the review showed, and
 * nothing that changed in the store since.
 * @throws from `read`: UserError "exportGone" where its bytes are not there (any more); another error where they are not
 * whole. A copy is all of its original or nothing.
 */
export function reviewedRows(
  original: Original,
  locale: Locale,
  signal: AbortSignal,
): ArchiveRows & { close(): Promise<void> } {
  const marks = new Map(original.redactions.map((made) => [made, new Mark(redactionMark(made, locale))]));
  const markOf = (made: Redaction) => marks.get(made) as Mark;
  const rows = readRows(original);
  let ahead: ExportRow | undefined;

  async function peek(): Promise<ExportRow | undefined> {
    ahead ??= (await rows.next()).value ?? undefined;
    return ahead;
  }

  const withheld = (section: Section) => {
    const whole = original.redactions.find(
      (made) => made.section === section && made.row === EVERY_ROW && made.pointer === "",
    );
    return whole && markOf(whole);
  };

  return {
    async read(section, write) {
      const result = original.sources.find((source) => source.section === section);
      if (!result) throw new Error("the original does not say what it read");
      const redact = sectionRedactor(section, original.redactions, markOf);
      let page: ArchiveRow<typeof section>[] = [];
      let lines = 0;
      let count = 0;
      const turn = async () => {
        signal.throwIfAborted();
        if (page.length > 0 && !withheld(section)) await write(page, count);
        page = [];
        lines = 0;
      };
      for (let next = await peek(); next?.section === section; next = await peek()) {
        ahead = undefined;
        page.push(redact(next) as ArchiveRow<typeof section>);
        count += 1;
        lines += next.section === "orders" ? next.row.lines.length : 0;
        if (page.length >= PAGE_ROWS || lines >= PAGE_LINES) await turn();
      }
      await turn();
      if (count !== result.rows) throw new Error(`the original's ${section} are not whole`);
      return result;
    },
    withheld,
    redactions: original.redactions.toSorted(
      (one, other) =>
        sections.indexOf(one.section) - sections.indexOf(other.section) ||
        one.row - other.row ||
        one.pointer.localeCompare(other.pointer, "en"),
    ),
    leftOut: () => original.leftOut,
    // Where the copy fails half-way, the reading ends with it.
    async close() {
      await rows.return(undefined);
    },
  };
}

/** Redacts a section's rows one by one; their redactions are looked up by row, since there may be thousands. */
function sectionRedactor(section: Section, redactions: Redaction[], mark: (made: Redaction) => Mark) {
  const byRow = Map.groupBy(
    redactions.filter((made) => made.section === section),
    (made) => made.row,
  );
  const columns = byRow.get(EVERY_ROW) ?? [];
  return ({ row, index }: ExportRow) => {
    const concerned = [...columns, ...(byRow.get(index) ?? [])];
    return concerned.length === 0 ? row : redactRow<object, Mark>(section, row, index, concerned, mark);
  };
}

const headSchema = z.object({
  reference: z.string(),
  requestedAt: z.string(),
  generatedAt: z.string(),
  store: z.object({ name: z.string(), contact: z.string().nullable() }),
  // Exports of the first version do not say it.
  customer: z
    .object({ name: z.string().nullable(), email: z.string().nullable() })
    .default({ name: null, email: null }),
});

/**
 * What a reviewed copy says of itself: what its original says, so that nothing on the person is newer than the review.
 * The name and the address at its head are those of the profile, and are withheld with it. Only the language and the
 * information of Article 15, the store's own words, are those of now.
 */
export async function reviewedFacts(original: Original, { locale, information }: ArchiveFacts): Promise<ArchiveFacts> {
  const { customer, ...head } = headSchema.parse(await readHead(original));
  const markOf = (...pointers: string[]) => {
    const made = original.redactions.find(
      ({ section, pointer }) => section === "profile" && (pointer === "" || pointers.includes(pointer)),
    );
    return made && new Mark(redactionMark(made, locale));
  };
  return {
    ...head,
    locale,
    information,
    customer: {
      name: customer.name && (markOf("/firstName", "/lastName") ?? customer.name),
      email: customer.email && (markOf("/email") ?? customer.email),
    },
  };
}

import { z } from "zod";
import type { Row } from "@/lib/section/descriptor";
import { redactionLookup } from "@/lib/section/effective-redaction";
import { markerText, redactRow } from "@/lib/section/redact-row";
import { EVERY_ROW, type Redaction } from "@/lib/section/redaction";
import { RedactionMarker } from "@/lib/section/redaction-marker";
import type { SectionKey } from "@/lib/section/sections";
import type { StoredOwnSection } from "@/lib/source/own-descriptor";
import type { ArchiveFacts, SourceResult, SourceSearch } from "./archive-facts";
import type { ArchiveRows } from "./archive-rows";
import type { ExportKey } from "./export-key";
import { type ExportRow, readExportFile, readHead, readRows } from "./read-rows";
import type { StrippedSecret } from "./strip-secrets";

/** The export that a reviewed copy is made from, and what the copy withholds of it. */
export interface Original extends ExportKey {
  sources: SourceResult[];
  searches: SourceSearch[];
  ownSections: StoredOwnSection[];
  leftOut: StrippedSecret[];
  redactions: Redaction[];
}

const PAGE_ROWS = 100;
// An order may have ten thousand lines: then it is a page by itself.
const PAGE_ENTRIES = 1000;

/**
 * The rows of a ready export without what was redacted, read once from its own bytes: what the review showed, without
 * what changed in the store since.
 * @throws from `read`: UserError "exportGone" where its bytes are not there (any more); another error where they are
 * incomplete. A copy is made of all rows of its original or not at all.
 */
export function reviewedRows(
  original: Original,
  { locale, table }: Pick<ArchiveFacts, "locale" | "table">,
  signal: AbortSignal,
): ArchiveRows & { close(): Promise<void> } {
  const markers = new Map(original.redactions.map((made) => [made, new RedactionMarker(markerText(made, locale))]));
  const markerOf = (made: Redaction) => markers.get(made);
  const effectiveAt = redactionLookup(original.redactions);
  const rows = readRows(original);
  let ahead: ExportRow | undefined;

  async function peek(): Promise<ExportRow | undefined> {
    ahead ??= (await rows.next()).value ?? undefined;
    return ahead;
  }

  const withheld = (section: SectionKey) => {
    const whole = original.redactions.find(
      (made) => made.section === section && made.row === EVERY_ROW && made.pointer === "",
    );
    return whole && markerOf(whole);
  };

  return {
    async read(section, write) {
      const results = original.sources.filter((source) => source.section === section);
      const redact = sectionRedactor(section, original.redactions, markerOf);
      let page: Row[] = [];
      let entries = 0;
      let count = 0;
      let place = 0;
      let end = results[0]?.rows ?? 0;
      const turn = async () => {
        signal.throwIfAborted();
        if (page.length > 0 && !withheld(section)) await write(page, count, results[place]?.source ?? "");
        page = [];
        entries = 0;
      };
      for (let next = await peek(); next?.section === section; next = await peek()) {
        ahead = undefined;
        // Each page is of one source.
        while (count >= end && place < results.length - 1) {
          await turn();
          end += results[++place]?.rows ?? 0;
        }
        page.push(redact(next));
        count += 1;
        for (const held of Object.values(next.row)) if (Array.isArray(held)) entries += held.length;
        if (page.length >= PAGE_ROWS || entries >= PAGE_ENTRIES) await turn();
      }
      await turn();
      const expected = results.reduce((sum, result) => sum + result.rows, 0);
      if (count !== expected) throw new Error(`the original's ${section} are not whole`);
      return results;
    },
    sourcesOf: (section) => original.sources.flatMap((one) => (one.section === section ? [one.source] : [])),
    openFile: (_row, path) => readExportFile(original, path),
    withheld,
    // Not what a wider one withholds: its pointer may name what that one is about.
    redactions: original.redactions
      .filter((made) => effectiveAt(made) === made)
      .toSorted(
        (one, other) =>
          table.keys.indexOf(one.section) - table.keys.indexOf(other.section) ||
          one.row - other.row ||
          one.pointer.localeCompare(other.pointer, "en"),
      ),
    searches: () => original.searches,
    leftOut: () => original.leftOut,
    // Where the copy fails halfway, the reading ends with it.
    async close() {
      await rows.return(undefined);
    },
  };
}

/** Redacts a section's rows one by one; their redactions are looked up by row, since there may be thousands. */
function sectionRedactor(
  section: SectionKey,
  redactions: Redaction[],
  markerOf: (made: Redaction) => RedactionMarker | undefined,
) {
  const byRow = Map.groupBy(
    redactions.filter((made) => made.section === section),
    (made) => made.row,
  );
  const columns = byRow.get(EVERY_ROW) ?? [];
  return ({ row, index }: ExportRow) => {
    const concerned = [...columns, ...(byRow.get(index) ?? [])];
    return concerned.length === 0 ? row : redactRow(section, row, index, concerned, markerOf);
  };
}

const headSchema = z.object({
  reference: z.string(),
  requestedAt: z.string(),
  generatedAt: z.string(),
  store: z.object({ name: z.string(), contact: z.string().nullable() }),
  // Exports of the first version do not have it.
  customer: z
    .object({ name: z.string().nullable(), email: z.string().nullable() })
    .default({ name: null, email: null }),
});

/** The columns of the profile with which a copy withholds what its head says of the customer. */
export const HEAD_COLUMNS = { name: ["/firstName", "/lastName"], email: ["/email"] } as const;

/**
 * What a reviewed copy says about itself: what its original says, so that no data is newer than the review. The name
 * and the email address at its head are the profile's, and are withheld with it. Only the language, the time zone, the logo and
 * the information of Article 15, the store's own words, are of today.
 */
export async function reviewedFacts(
  original: Original,
  { locale, formatLocale, timeZone, information, logo, table }: ArchiveFacts,
): Promise<ArchiveFacts> {
  const { customer, ...head } = headSchema.parse(await readHead(original));
  const markerFor = (...pointers: readonly string[]) => {
    const made = original.redactions.find(
      ({ section, pointer }) => section === "profile" && (pointer === "" || pointers.includes(pointer)),
    );
    return made && new RedactionMarker(markerText(made, locale));
  };
  return {
    ...head,
    ...{ locale, formatLocale, timeZone, information, logo, table },
    customer: {
      name: customer.name && (markerFor(...HEAD_COLUMNS.name) ?? customer.name),
      email: customer.email && (markerFor(...HEAD_COLUMNS.email) ?? customer.email),
    },
  };
}

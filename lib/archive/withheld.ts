import type { Locale } from "@/lib/locale";
import { redactionReasonText } from "@/lib/section/redact-row";
import { EVERY_ROW, type Redaction, type RedactionReason } from "@/lib/section/redaction";
import type { Section } from "@/lib/section/rows";
import type { SourceResult } from "./archive-facts";
import type { LeftOut } from "./strip-secrets";

/** What an archive says of something that it withholds: where, and why; never what. */
export interface Withheld {
  section: Section;
  /** The row, counted from 1; null for every row. */
  row: number | null;
  /** A JSON Pointer into the row, with "*" for every element of a list; null for the whole row or section. */
  field: string | null;
  reason: RedactionReason;
  /** The reason in the customer's language. */
  reasonText: string;
}

/** What an archive lists besides its rows, in data.json and manifest.json. */
export interface Listings {
  /** Each source; with no number of rows where the section is withheld whole. */
  sources: (Omit<SourceResult, "rows"> & { rows: number | null })[];
  withheld: Withheld[];
  leftOut: LeftOut[];
}

/** The list of what is withheld, in the order of the archive. */
export function withheldList(redactions: Redaction[], locale: Locale): Withheld[] {
  return redactions.map((redaction) => ({
    section: redaction.section,
    row: redaction.row === EVERY_ROW ? null : redaction.row + 1,
    field: redaction.pointer === "" ? null : redaction.pointer,
    reason: redaction.reason,
    reasonText: redactionReasonText(redaction, locale),
  }));
}

import type { ArchiveRow, Mark } from "@/lib/section/mark";
import type { Redaction } from "@/lib/section/redaction";
import type { Section } from "@/lib/section/rows";
import type { SourceResult } from "./archive-facts";
import type { LeftOut } from "./strip-secrets";

/** Where an archive's rows come from: a platform's collectors, or the export that a reviewed copy is made of. */
export interface ArchiveRows {
  /**
   * Reads a section once, page by page; sections are asked for in their order.
   * @param write told the rows so far, this page's included.
   */
  read<S extends Section>(
    section: S,
    write: (page: ArchiveRow<S>[], rows: number) => Promise<void>,
  ): Promise<SourceResult>;
  /** The mark of a section that is withheld whole. */
  withheld(section: Section): Mark | undefined;
  /** All that is withheld: what the archive lists. */
  redactions: Redaction[];
  /** Secrets that were left out of the sections read so far. */
  leftOut(): LeftOut[];
}

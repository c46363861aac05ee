import type { Row } from "@/lib/section/descriptor";
import type { Redaction } from "@/lib/section/redaction";
import type { RedactionMarker } from "@/lib/section/redaction-marker";
import type { SectionKey } from "@/lib/section/sections";
import type { SourceResult, SourceSearch } from "./archive-facts";
import type { StrippedSecret } from "./strip-secrets";

/**
 * Takes a page of rows.
 * @param rows how many there are so far in the section, this page's included.
 * @param source whose they are.
 */
type WritePage = (page: Row[], rows: number, source: string) => Promise<void>;

/** Where an archive's rows come from: the store's sources, or the export that a reviewed copy is made of. */
export interface ArchiveRows {
  /**
   * Reads a section once, page by page; sections are asked for in their order.
   * @param write gets a page of one source, the sources in their order.
   * @returns what each source gave.
   */
  read(section: SectionKey, write: WritePage): Promise<SourceResult[]>;
  /** The sources that were asked for a section. */
  sourcesOf(section: SectionKey): string[];
  /** The bytes of a file that a row of a section names. */
  openFile(row: Row, path: string): AsyncIterable<Uint8Array>;
  /** The marker of a section that is withheld whole. */
  withheld(section: SectionKey): RedactionMarker | undefined;
  /** All that is withheld: what the archive lists. */
  redactions: Redaction[];
  /** How each source was searched, once every section was read. */
  searches(): SourceSearch[];
  /** Secrets that were stripped from the sections read so far. */
  leftOut(): StrippedSecret[];
}

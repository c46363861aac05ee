import type { Locale } from "@/lib/locale";
import type { RedactionMarker } from "@/lib/section/redaction-marker";
import type { SectionTable } from "@/lib/section/section-table";
import type { SectionKey } from "@/lib/section/sections";
import type { ProcessingInformation } from "@/lib/store/article15";

/** What an archive says about itself. */
export interface ArchiveFacts {
  reference: string;
  /** Its sections. */
  table: SectionTable;
  /** Whose data it is, as the request has it. */
  customer: { name: string | RedactionMarker | null; email: string | RedactionMarker | null };
  locale: Locale;
  /** How its reader writes dates: that language, with a region where it is known. */
  formatLocale: string;
  /** The store's: every time on a page is written in it, and names it. */
  timeZone: string;
  store: { name: string; contact: string | null };
  /** The store's, a PNG; null where it has none. */
  logo: Uint8Array | null;
  /** ISO 8601 in UTC. */
  requestedAt: string;
  generatedAt: string;
  /** What must be told with a copy (GDPR Art. 15), for every section; the archive prints that of sections with rows. */
  information: ProcessingInformation;
}

/** A source that an export drew on, or should have: what is said of it besides what each of its sections gave. */
export interface SourceSearch {
  source: string;
  /** What the store called it; null for the imported records and what staff added, which have names in the reader's words. */
  name: string | null;
  /**
   * Why it was not searched: it did not say whether it knows the person, a record of it is linked and it is connected no
   * longer, or the store lists it as not connected. Null where it was.
   */
  notSearched: "unanswered" | "disconnected" | "not_connected" | null;
  /** ISO 8601 in UTC; null where it was not read, or by an earlier release. */
  searchedAt: string | null;
  /** As of when its data are, ISO 8601 in UTC; null where nobody can tell. */
  asOf: string | null;
  /** What it holds of people and did not give, in its own words. */
  notGiven: string[];
  /** How many records it named that fit nothing that it was asked for; only where there were any. */
  dropped?: number;
}

/** One place that was searched, with what it gave. */
export interface SourceResult {
  source: string;
  section: SectionKey;
  rows: number;
  /** Why the rows may be incomplete: the section could not be read to its end, tried again and again. */
  failure: "unreadable" | null;
  /** How many rows the place itself says there are; only where that is more than were found. */
  stated?: number;
  /** How many rows the place answered that are not this person's, and that nothing holds; only where there were any. */
  dropped?: number;
  /** How many rows a live source of the same shop gave, so that they are left out here; only where there were any. */
  replaced?: number;
}

import type { Locale } from "@/lib/locale";
import type { Mark } from "@/lib/section/mark";
import type { Section } from "@/lib/section/rows";
import type { Information } from "@/lib/store/information-fields";

/** What an archive says of itself. */
export interface ArchiveFacts {
  reference: string;
  /** Whose data it is, as far as the request tells. */
  customer: { name: string | Mark | null; email: string | Mark | null };
  locale: Locale;
  store: { name: string; contact: string | null };
  /** ISO 8601 in UTC. */
  requestedAt: string;
  generatedAt: string;
  /** What must be told with a copy (GDPR Art. 15), of every section; printed is what belongs to those found. */
  information: Information;
}

/** One place that was searched, with what it gave. */
export interface SourceResult {
  source: string;
  section: Section;
  rows: number;
  /** Why the rows may be incomplete: the section could not be read to its end, tried again and again. */
  failure: "unreadable" | null;
}

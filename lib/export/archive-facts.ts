import type { Section } from "@/lib/customer/source";

/** What an archive says of itself. */
export interface ArchiveFacts {
  reference: string;
  /** The address that the request was made under. */
  email: string | null;
  locale: string;
  store: { name: string; contact: string | null };
  /** ISO 8601 in UTC. */
  requestedAt: string;
  generatedAt: string;
}

/** One place that was searched, with what it gave. */
export interface SourceResult {
  source: string;
  section: Section;
  rows: number;
  /** It could not be read to its end, tried again and again: the rows may be incomplete. */
  failed: boolean;
}

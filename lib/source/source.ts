import type { Section, SectionRow } from "@/lib/section/rows";

/**
 * The one interface through which customers' data is read. A store's platform is a set of
 * collectors; the first is Dossier's own database (database-source/), filled by imports.
 */
export interface CustomerSource {
  /** Shown in the manifest, such as "dossier-database". */
  name: string;
  collectors: { [S in Section]: Collector<S> };
}

/** Reads one section, page by page. */
export interface Collector<S extends Section = Section> {
  section: S;
  /** How many rows there are, for the progress; may be off by what changes meanwhile. */
  count(subject: Subject): Promise<number>;
  /**
   * The pages in order, each by its own short query: no transaction spans them. A page that cannot be
   * read is tried again here, where nothing comes twice; what is thrown in the end is final.
   */
  pages(subject: Subject, signal: AbortSignal): AsyncIterable<SectionRow<S>[]>;
}

/** Whose data is read. */
export interface Subject {
  storeId: string;
  /** The customer that the request belongs to, when one is known. */
  customerId: string | undefined;
  /**
   * The address whose guests' orders, requests and e-mails belong to the same person: proved by the
   * customer, or answered for by the merchant who chose the profile. Undefined for an account whose
   * address nobody vouched for: anybody can register at a shop under another's address.
   */
  emailNormalized: string | undefined;
}

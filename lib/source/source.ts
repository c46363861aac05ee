import type { Section, SectionRow } from "@/lib/section/sections";

/**
 * The one interface through which customers' data is read: a system that holds it, as a set of collectors. Dossier's
 * own database, which imports fill, is one (records/); a connection to a live platform is another.
 */
export interface CustomerSource {
  /** Shown in the manifest, such as "dossier-database". */
  name: string;
  /** One for each section that the system holds. */
  collectors: { [S in Section]?: Collector<S> };
}

/** Reads one section, page by page. */
export interface Collector<S extends Section = Section> {
  /** How many rows there are, for the progress; may be off by what changes in the meantime. */
  count(subject: Subject): Promise<number>;
  /**
   * The pages in order, each by its own short query: no transaction spans them. A page that cannot be
   * read is tried again here, where nothing comes twice; what is thrown in the end is final.
   */
  pages(subject: Subject, signal: AbortSignal): AsyncIterable<SectionRow<S>[]>;
  /** How many rows the system itself says that there are, where it says so: it may hold more than could be collected. */
  stated?(subject: Subject): Promise<number | undefined>;
}

/** Whose data is read. */
export interface Subject {
  storeId: string;
  /** The customer that the request belongs to, when one is known. */
  customerId: string | undefined;
  /** Orders that a member of the store linked to the request, though neither the customer nor the address has them. */
  orderIds?: string[];
  /**
   * The address whose guests' orders, requests and emails belong to the same person: proved by the customer, or
   * vouched for by the merchant who chose the profile. Undefined for an account whose address nobody vouched for:
   * anyone can register at a shop under another person's address.
   */
  emailNormalized: string | undefined;
}

import type { LinkReason } from "@/lib/event/event-types";
import type { Section, SectionRow } from "@/lib/section/sections";

/**
 * The one interface through which customers' data is read: a system that holds it, as a set of collectors. Dossier's
 * own database, which imports fill, is one (records/); a connection to a live platform is another.
 */
export interface CustomerSource {
  /** Shown in the manifest, such as "dossier-database". */
  name: string;
  /**
   * The records that are a person's, or may be. Every row that the system answers is compared again here: a platform may
   * ignore what it was asked for. Undefined for a source that belongs to one request.
   */
  match?(clues: Clues, signal: AbortSignal): Promise<Match[]>;
  /** One for each section that the system holds. */
  collectors: { [S in Section]?: Collector<S> };
}

/** What is known of the person whose records are looked for. */
export interface Clues {
  storeId: string;
  /** Their ids in this very source, according to whoever signed them in: no other source's ids are among them. */
  platformIds: string[];
  /**
   * Their addresses in their normal form, each with the time of its proof; null where staff entered it: that makes no
   * record theirs by itself.
   */
  emails: { emailNormalized: string; provedAt: Date | null }[];
  /** Phone numbers as they were written. */
  phones: string[];
  /** This source's records that are known to be theirs, whose phone numbers and addresses count as well. */
  records: string[];
}

/**
 * A record that is a person's, by its id ("account") or its present address ("address"), or one that may be: then a member
 * of the store decides.
 */
export interface Match {
  record: string;
  /** What people call it. */
  label: string;
  reason: LinkReason;
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
  /** The customers of the imported records that the request is about. */
  customerIds: string[];
  /** Orders that are linked to the request, though neither a customer nor an address of it has them. */
  orderIds?: string[];
  /**
   * The addresses whose guests' orders, requests and emails belong to the same person: proved by them, or vouched for by
   * the merchant who chose the profile. None for an account whose address nobody vouched for: anyone can register at a
   * shop under another person's address.
   */
  emails: string[];
}

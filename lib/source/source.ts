import type { LinkReason } from "@/lib/event/link-reasons";
import type { Cursor, CursorPage } from "@/lib/search/cursor-page";
import type { Section, SectionRow } from "@/lib/section/sections";
import type { Origin } from "./origin";
import type { OwnRow, OwnSection } from "./own-section";
import type { ErasureAnswer, Objection, ObjectionAnswer, Obstacles, Person, Right } from "./rights";

/** What an export reads: a system, or what staff added to one request, as a set of collectors. */
export interface RowSource {
  /** What links and manifests call it, such as "dossier-database" or "connection-2". It never changes. */
  name: string;
  /** What the store calls it; undefined for the imported records and what staff added. */
  title?: string | undefined;
  /** One for each section that the system holds. */
  collectors: { [S in Section]?: Collector<S> };
  /** What it holds besides: sections of its own, each with what reads it. */
  own?: OwnCollector[];
  /** The shop that it serves, whose imported records it replaces; left out where it states none. */
  origin?: Origin;
  /** As of when its data are, where that is not when they are read: undefined where nobody can tell. */
  asOf?(subject: Subject): Promise<Date | undefined>;
  /** What it holds of people and does not give, in its own words. */
  notGiven?: string[];
  /** Why nothing is read: a record of it is linked and it is connected no longer, or it is only listed as not connected. */
  notSearched?: "disconnected" | "not_connected";
}

/** What a reading tells besides its rows. */
export interface ReadingNotes {
  /** Of rows that the system answered and that are not the person's. */
  drop(rows: number): void;
  /** Of something in this section that the system keeps to itself, in its own words. */
  withhold(what: string): void;
  /**
   * Of an imported row: whether a live source of the same shop has given it already. Then it is left out, and counted with
   * `replace`.
   */
  isGiven?(origin: string | null, platformId: string | null): boolean;
  replace?(rows: number): void;
}

/**
 * The one interface through which customers' data is found and read. Dossier's own database, which imports fill, is one
 * source (records/); each connection to a live system is another (connection/). Whatever a live system answers is compared
 * again here with what it was asked for: two real platforms ignore a filter and answer with everybody's data.
 */
export interface CustomerSource extends RowSource {
  /** Whether it erases a person's data, or stops using it: a connection only where its owner switched that on. */
  can: Record<Right, boolean>;
  /** Why a connection does not; nothing of what it can. */
  cannot?: Obstacles;
  /** Asks the system what it holds: the check of a connection. */
  describe(signal: AbortSignal): Promise<Description>;
  /** A page of the records that fit what somebody typed: the first, or of the imported records the `cursor`'s, of others the one `after`. */
  search(query: SearchQuery, signal?: AbortSignal): Promise<SearchPage>;
  /** One record; undefined where it is gone. */
  read(key: { storeId: string; record: string }, signal?: AbortSignal): Promise<Hit | undefined>;
  /**
   * The records that are a person's, or may be.
   * @param drop is told of records that the system named and that fit nothing that it was asked for.
   */
  match(clues: Clues, signal: AbortSignal, drop?: (records: number) => void): Promise<Match[]>;
  /** Where the system's own staff see and correct a record; undefined where that cannot be told. */
  pageOf?(record: string): string | undefined;
  /**
   * Erases one record and what the system holds with it. The record is read again first: nothing is done to another's.
   * @throws OutboundError as its other calls do; UserError "scopeMissing", "recordOfAnother", "rightRefused",
   * "erasersMissing", "erasersFailed".
   */
  erase?(who: Person, signal: AbortSignal): Promise<ErasureAnswer>;
  /** Stops using a record's data for marketing, or sale or sharing. @throws as `erase` does. */
  object?(who: Person, what: Objection, signal: AbortSignal): Promise<ObjectionAnswer>;
}

/** What a source says of itself. */
interface Description {
  sections: Section[];
  /** What it holds of people and does not give. */
  notGiven?: string[] | undefined;
}

/** A search in one source. */
export interface SearchQuery {
  storeId: string;
  /** As it was typed. */
  text: string;
  limit: number;
  /** Of the imported records alone. */
  cursor?: Cursor | undefined;
  /** Of a live source alone: the `next` of the page before, which may have been tampered with. */
  after?: string | undefined;
}

/** What a search found. `next` is where a live source's next page starts, in its own words. */
export interface SearchPage extends CursorPage<Hit> {
  /** There may be more, which the system has no pages for: whoever searches types more of the name. */
  isCut?: boolean;
}

/** One record as a list shows it. */
export interface Hit {
  /** How links name it within its source. */
  record: string;
  /** What the address of its page ends in: see `livePath` of lib/source/connection/connection.ts. */
  id: string;
  /** What people call it. */
  title: string;
  isGuest: boolean;
  email: string | null;
  phone: string | null;
  /** ISO 3166-1, or as the system writes it. */
  country: string | null;
  /** Null where the system does not say. */
  orderCount: number | null;
  lastOrderAt: Date | null;
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
  /** How many rows there are, for the progress; may be off by what changes in the meantime; undefined where nobody can tell. */
  count(subject: Subject): Promise<number | undefined>;
  /**
   * The pages in order, each by its own short query: no transaction spans them. A page that cannot be
   * read is tried again here, where nothing comes twice; what is thrown in the end is final.
   */
  pages(subject: Subject, signal: AbortSignal, notes?: ReadingNotes): AsyncIterable<SectionRow<S>[]>;
  /** How many rows the system itself says that there are, where it says so: it may hold more than could be collected. */
  stated?(subject: Subject): Promise<number | undefined>;
}

/**
 * Reads a section of a connection's own. Each row also holds the `record` that it is of, which the collector has compared
 * with what it asked for; its columns are checked by whoever reads the pages.
 */
export interface OwnCollector {
  section: OwnSection;
  collector: {
    pages(subject: Subject, signal: AbortSignal, notes?: ReadingNotes): AsyncIterable<OwnRow[]>;
  };
}

/** Whose data is read. */
export interface Subject {
  storeId: string;
  /** The customers of the imported records that the request is about. */
  customerIds: string[];
  /** Orders that are linked to the request, though neither a customer nor an address of it has them. */
  orderIds?: string[];
  /** The linked records of live sources, each with its source's name. */
  liveRecords?: { source: string; record: string }[];
  /** The sources that did not say whether they hold records of the person: what they give may not be all. */
  unsearched?: string[];
  /** How many records each source named that fit nothing that it was asked for, when they were looked for last. */
  dropped?: Record<string, number>;
  /**
   * The addresses whose guests' orders, requests and emails belong to the same person: proved by them, or vouched for by
   * the merchant who chose the profile. None for an account whose address nobody vouched for: anyone can register at a
   * shop under another person's address.
   */
  emails: string[];
}

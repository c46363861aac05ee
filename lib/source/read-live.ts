import { UserError } from "@/lib/error";
import { limitRates } from "@/lib/http/rate-limit";
import { logger } from "@/lib/logger";
import type { Row } from "@/lib/section/descriptor";
import { type Section, sections } from "@/lib/section/sections";
import { isStorable } from "@/lib/storable-text";
import { outboundLimits } from "@/lib/time-limits";
import { connectionSource, readLiveId } from "./connection/connection";
import { OutboundError, type OutboundFailure } from "./outbound-http/outbound-error";
import { type OwnSection, readOwnRow } from "./own-section";
import { sourcesOf } from "./registry";
import type { CustomerSource, Hit } from "./source";

/** How many rows of a section are shown of a live record. */
export const MAX_SHOWN_ROWS = 10;

/** Which record of which live source, as the address of its page has it, and who reads it. */
interface LiveTarget {
  storeId: string;
  memberId: string;
  /** See `readLiveId`. */
  id: string;
}

/** The first rows of a section of a live record; or why they could not be read. */
export interface LiveSection {
  /** One of the connection's own where that is no name. */
  section: Section | OwnSection;
  rows: Row[];
  /** Whether there are more than these. */
  isCut: boolean;
  failure: OutboundFailure | undefined;
}

/** A record of a live source, as it is now. */
export interface LiveRecord {
  source: CustomerSource;
  /** What the store calls the source. */
  title: string;
  /** Undefined where the source has no such record (any more), or did not answer. */
  hit: Hit | undefined;
  failure: OutboundFailure | undefined;
  readAt: Date;
}

/**
 * Reads one record of a live source; nothing of it is stored.
 * @returns undefined where the id names no connected source.
 * @throws UserError "rateLimited".
 */
export async function readLive({ storeId, memberId, id }: LiveTarget): Promise<LiveRecord | undefined> {
  const named = readLiveId(id);
  const sources = named ? await sourcesOf({ storeId }) : [];
  const source = sources.find(({ name }) => named && name === connectionSource(named.number));
  if (!named || !source) return undefined;
  await limitRates([["liveReadByMember", `${storeId}:${memberId}`]]);
  const found = { source, title: source.title ?? source.name, readAt: new Date() };
  try {
    const hit = await source.read({ storeId, record: named.record });
    // A source that ignores what it is asked for gives another record.
    return { ...found, hit: hit?.record === named.record ? storable(hit) : undefined, failure: undefined };
  } catch (error) {
    return { ...found, hit: undefined, failure: failureOf(error, { storeId, source: source.name }) };
  }
}

/**
 * As `readLive`, for an act on the record.
 * @throws UserError "rateLimited"; "invalid" where the id names no connected source, "sourceSilent", "recordGone".
 */
export async function requireLive(target: LiveTarget): Promise<{ source: string; hit: Hit }> {
  const found = await readLive(target);
  if (!found) throw new UserError("invalid");
  const { source, title, hit, failure } = found;
  if (!hit) throw new UserError(failure ? "sourceSilent" : "recordGone", { source: title });
  return { source: source.name, hit };
}

/** The first rows of each section of a live record, within the time that a search has; one that fails costs no other. */
export async function readLiveSections(
  storeId: string,
  source: CustomerSource,
  record: string,
): Promise<LiveSection[]> {
  const subject = { storeId, customerIds: [], emails: [], liveRecords: [{ source: source.name, record }] };
  const signal = AbortSignal.timeout(outboundLimits.searchSeconds * 1000);
  const core = sections.flatMap((section) => {
    const collector = source.collectors[section];
    return collector ? [{ section, collector }] : [];
  });
  return await Promise.all(
    [...core, ...(source.own ?? [])].map(async ({ section, collector }): Promise<LiveSection> => {
      const rows: Row[] = [];
      try {
        for await (const page of collector.pages(subject, signal)) {
          rows.push(...(typeof section === "string" ? page : page.map((row) => checkedOwn(section, row))));
          if (rows.length > MAX_SHOWN_ROWS) break;
        }
        return {
          ...{ section, rows: rows.slice(0, MAX_SHOWN_ROWS), isCut: rows.length > MAX_SHOWN_ROWS },
          failure: undefined,
        };
      } catch (error) {
        const failure = signal.aborted ? "timeout" : failureOf(error, { storeId, source: source.name });
        return { section, rows: [], isCut: false, failure };
      }
    }),
  );
}

/** @throws Error where a value is not of its column's type. */
function checkedOwn(section: OwnSection, row: Row): Row {
  const checked = readOwnRow(section, row);
  if (!checked) throw new Error(`a row of ${section.key} does not fit its columns`);
  return checked;
}

/** A record as a request can keep it, whatever its system calls it. */
function storable(hit: Hit): Hit {
  const { title, email, record } = hit;
  return { ...hit, title: isStorable(title) ? title : record, email: email && isStorable(email) ? email : null };
}

/** What a page says of it. What a connector did not expect is the answer's fault too: no page fails with it. */
function failureOf(error: unknown, about: { storeId: string; source: string }): OutboundFailure {
  logger.warn({ err: error, ...about }, "a live source did not give a record");
  return error instanceof OutboundError ? error.failure : "malformed";
}

import { prisma } from "@/lib/database";
import { limitRates } from "@/lib/http/rate-limit";
import { logger } from "@/lib/logger";
import { cleanQuery } from "@/lib/search/search-query";
import { type Origin, originText, platformIdOf } from "./origin";
import { OutboundError, type OutboundFailure } from "./outbound-http/outbound-error";
import { sourcesOf } from "./registry";
import type { CustomerSource, Hit, SearchPage } from "./source";

/** How many of each source are shown. */
const MAX_HITS = 20;

/** What one live source found, or why it did not answer. */
export interface LiveHits {
  source: string;
  /** What the store calls it. */
  title: string;
  hits: LiveHit[];
  /** Where its next page starts; undefined where there is none. */
  next: string | undefined;
  /** Whether it may have more, without pages for them. */
  isCut: boolean;
  failure: OutboundFailure | undefined;
}

/** A page of one live source after its first. */
export interface LivePlace {
  source: string;
  /** The `next` of the page before, as a page's address has it. */
  after: string;
}

/** A hit; `imported` where the records hold the same customer of the same shop: their id there. */
export interface LiveHit extends Hit {
  imported?: string;
}

/** A cursor of a platform's, behind what ours says of it. */
const PLACE = /^[!-~]{1,1000}$/;

/** The place that a page's address names; undefined for what is none. */
export function readLivePlace({ source, after }: { source?: unknown; after?: unknown }): LivePlace | undefined {
  if (typeof source !== "string" || typeof after !== "string" || !PLACE.test(after)) return undefined;
  return { source, after };
}

/**
 * Asks each live source of a store once, all at the same time, for what a member typed: 20 hits each, five seconds at most.
 * One that fails costs no other.
 * @param from asks one source alone, for a page after its first; nothing is returned where it is not connected.
 * @returns nothing where nothing was typed, or there is no live source.
 * @throws UserError "rateLimited".
 */
export async function searchLive({
  storeId,
  memberId,
  text,
  from,
  sources,
}: {
  storeId: string;
  memberId: string;
  /** As it was typed. */
  text: string;
  from?: LivePlace | undefined;
  /** By default the store's. */
  sources?: CustomerSource[];
}): Promise<LiveHits[]> {
  const typed = cleanQuery(text);
  const all = typed ? (sources ?? (await sourcesOf({ storeId }))) : [];
  const live = all.filter(({ name, title }) => title !== undefined && (!from || name === from.source));
  if (live.length === 0) return [];
  await limitRates([["liveSearchByMember", `${storeId}:${memberId}`]]);
  return await Promise.all(
    live.map(async (source) => {
      const found = { source: source.name, title: source.title ?? source.name };
      let page: SearchPage;
      try {
        page = await source.search({ storeId, text: typed, limit: MAX_HITS, after: from?.after });
      } catch (error) {
        logger.warn({ err: error, storeId, source: source.name }, "a live source did not answer a search");
        // What a connector did not expect costs no other source either.
        const failure = error instanceof OutboundError ? error.failure : "malformed";
        return { ...found, hits: [], next: undefined, isCut: false, failure };
      }
      const { rows, next, isCut = false } = page;
      return { ...found, hits: await withImported(storeId, source.origin, rows), next, isCut, failure: undefined };
    }),
  );
}

/** The hits, those that were imported from the same shop with their customers among the records. */
async function withImported(storeId: string, origin: Origin | undefined, hits: Hit[]): Promise<LiveHit[]> {
  if (!origin || hits.length === 0) return hits;
  const imported = await prisma().customer.findMany({
    where: {
      ...{ storeId, origin: originText(origin) },
      platformId: { in: hits.map(({ record }) => platformIdOf(record)) },
    },
    select: { id: true, platformId: true },
  });
  return hits.map((hit) => {
    const same = imported.find(({ platformId }) => platformId === platformIdOf(hit.record));
    return same ? { ...hit, imported: same.id } : hit;
  });
}

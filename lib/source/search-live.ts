import { prisma } from "@/lib/database";
import { limitRates } from "@/lib/http/rate-limit";
import { logger } from "@/lib/logger";
import { cleanQuery } from "@/lib/search/search-query";
import { type Origin, originText, platformIdOf } from "./origin";
import { OutboundError, type OutboundFailure } from "./outbound-http/outbound-error";
import { sourcesOf } from "./registry";
import type { CustomerSource, Hit } from "./source";

/** How many of each source are shown. */
export const MAX_HITS = 20;

/** What one live source found, or why it did not answer. */
export interface LiveHits {
  source: string;
  /** What the store calls it. */
  title: string;
  hits: LiveHit[];
  failure: OutboundFailure | undefined;
}

/** A hit; `imported` where the records hold the same customer of the same shop: their id there. */
export interface LiveHit extends Hit {
  imported?: string;
}

/**
 * Asks each live source of a store once, all at the same time, for what a member typed: 20 hits each, five seconds at most.
 * One that fails costs no other.
 * @returns nothing where nothing was typed, or there is no live source.
 * @throws UserError "rateLimited".
 */
export async function searchLive({
  storeId,
  memberId,
  text,
  sources,
}: {
  storeId: string;
  memberId: string;
  /** As it was typed. */
  text: string;
  /** By default the store's. */
  sources?: CustomerSource[];
}): Promise<LiveHits[]> {
  const typed = cleanQuery(text);
  const live = typed ? (sources ?? (await sourcesOf({ storeId }))).filter(({ title }) => title !== undefined) : [];
  if (live.length === 0) return [];
  await limitRates([["liveSearchByMember", `${storeId}:${memberId}`]]);
  return await Promise.all(
    live.map(async (source) => {
      const found = { source: source.name, title: source.title ?? source.name };
      let hits: Hit[];
      try {
        ({ rows: hits } = await source.search({ storeId, text: typed, limit: MAX_HITS }));
      } catch (error) {
        logger.warn({ err: error, storeId, source: source.name }, "a live source did not answer a search");
        // What a connector did not expect costs no other source either.
        return { ...found, hits: [], failure: error instanceof OutboundError ? error.failure : "malformed" };
      }
      return { ...found, hits: await withImported(storeId, source.origin, hits), failure: undefined };
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

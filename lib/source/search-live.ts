import { limitRates } from "@/lib/http/rate-limit";
import { logger } from "@/lib/logger";
import { cleanQuery } from "@/lib/search/search-query";
import { OutboundError, type OutboundFailure } from "./outbound-http/outbound-error";
import { sourcesOf } from "./registry";
import type { Hit } from "./source";

/** How many of each source are shown. */
export const MAX_HITS = 20;

/** What one live source found, or why it did not answer. */
export interface LiveHits {
  source: string;
  /** What the store calls it. */
  title: string;
  hits: Hit[];
  failure: OutboundFailure | undefined;
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
}: {
  storeId: string;
  memberId: string;
  /** As it was typed. */
  text: string;
}): Promise<LiveHits[]> {
  const typed = cleanQuery(text);
  const live = typed ? (await sourcesOf({ storeId })).filter(({ title }) => title !== undefined) : [];
  if (live.length === 0) return [];
  await limitRates([["liveSearchByMember", `${storeId}:${memberId}`]]);
  return await Promise.all(
    live.map(async (source) => {
      const found = { source: source.name, title: source.title ?? source.name };
      try {
        const { rows } = await source.search({ storeId, text: typed, limit: MAX_HITS });
        return { ...found, hits: rows, failure: undefined };
      } catch (error) {
        if (!(error instanceof OutboundError)) throw error;
        logger.warn({ err: error, storeId, source: source.name }, "a live source did not answer a search");
        return { ...found, hits: [], failure: error.failure };
      }
    }),
  );
}

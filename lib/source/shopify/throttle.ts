import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import type { ConnectionKey } from "@/lib/source/connection/connection";
import { OutboundError } from "@/lib/source/outbound-http/outbound-error";

/** What Shopify says of a query's cost: https://shopify.dev/docs/apps/build/apis/graphql-admin/rate-limits. */
const costSchema = z.object({
  requestedQueryCost: z.number(),
  throttleStatus: z.object({
    maximumAvailable: z.number(),
    currentlyAvailable: z.number(),
    restoreRate: z.number().positive(),
  }),
});

interface Bucket {
  maximum: number;
  available: number;
  /** Points a second. */
  rate: number;
  /** When that was, as `performance.now()`. */
  at: number;
}

// What the shops said last, and what each query was estimated at. Another process may use the same bucket: then Shopify says
// so, and the query waits.
const buckets = new Map<string, Bucket>();
const costs = new Map<string, number>();

/** The points that one shop leaves to this app: they come back steadily, and each query takes what it costs. */
export function throttleOf({ storeId, number }: ConnectionKey, query: string) {
  const key = `${storeId}:${number}`;
  /** How long until there are points enough for the query, in ms. */
  const missingMs = () => {
    const bucket = buckets.get(key);
    if (!bucket) return 0;
    const restored = ((performance.now() - bucket.at) / 1000) * bucket.rate;
    const available = Math.min(bucket.maximum, bucket.available + restored);
    const needed = Math.min(costs.get(query) ?? 0, bucket.maximum);
    return needed > available ? Math.ceil(((needed - available) / bucket.rate) * 1000) : 0;
  };
  return {
    /** Reads `extensions.cost` of an answer. What is no cost is not read. */
    note(cost: unknown): void {
      const parsed = costSchema.safeParse(cost);
      if (!parsed.success) return;
      const {
        maximumAvailable: maximum,
        currentlyAvailable: available,
        restoreRate: rate,
      } = parsed.data.throttleStatus;
      buckets.set(key, { maximum, available, rate, at: performance.now() });
      costs.set(query, parsed.data.requestedQueryCost);
    },
    /**
     * Waits until the query may be made.
     * @param isRefused Shopify has refused it for lack of points.
     * @param patienceMs for how long at most.
     * @returns how long that was, in ms.
     * @throws OutboundError "throttled" where it is longer than that.
     */
    async ready(isRefused: boolean, patienceMs: number, signal: AbortSignal | undefined): Promise<number> {
      // Others take points too: refused once more at once would only cost a call.
      const pauseMs = Math.max(missingMs(), isRefused ? REFUSED_PAUSE_MS : 0);
      if (pauseMs === 0) return 0;
      if (pauseMs > patienceMs) throw new OutboundError("throttled", { retryAfterSeconds: Math.ceil(pauseMs / 1000) });
      await wait(pauseMs, undefined, { signal });
      return pauseMs;
    },
  };
}

const REFUSED_PAUSE_MS = 250;

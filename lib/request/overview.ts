import { database, prisma } from "@/lib/database";
import { DEFAULT_TIME_ZONE, weekStarts } from "@/lib/time-zone";
import type { RequestSource } from "@/prisma/generated/client";
import { type AnswerTime, limitDays } from "./answer-times";
import { countRequests } from "./count-requests";
import type { RequestViewName } from "./request-views";

/** How far back the overview looks, unless the store erases its records earlier. */
const MAX_DAYS = 90;

/**
 * What a store's overview shows. Its charts leave out requests that nobody verified, spam among them: a stranger may have
 * typed the address.
 */
export interface Overview {
  /** As the report counts its views. */
  counts: Record<RequestViewName, number>;
  /** How many days the figures below cover: 90, or as many as the store keeps its records. */
  days: number;
  /** The requests made in each week of the store's time zone, oldest first; the last week is the current one. */
  weeks: { start: Date; counts: Record<RequestSource, number> }[];
  /** Of the requests that were answered or refused. */
  answerTimes: AnswerTime[];
  /** The most days that an answer can take and be on time. */
  limitDays: number;
  responsePeriod: number;
  responsePeriodUnit: "days" | "months";
  /** Requests that nobody verified in time, since the beginning of a month (UTC). */
  lapsed: { count: number; since: Date };
}

/** Counts a store's requests for its overview. */
export async function readOverview(storeId: string, now = new Date()): Promise<Overview> {
  const store = await prisma().store.findUniqueOrThrow({
    where: { id: storeId },
    select: { timeZone: true, retentionMonths: true, responsePeriod: true, responsePeriodUnit: true },
  });
  const { responsePeriod, responsePeriodUnit } = store;
  const timeZone = store.timeZone ?? DEFAULT_TIME_ZONE;
  const days = Math.min(MAX_DAYS, store.retentionMonths * 30);
  const starts = weekStarts(timeZone, Math.floor(days / 7) + 1, now);
  const since = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 2));
  const [counts, weeks, answerTimes, lapsed] = await Promise.all([
    countRequests(storeId, timeZone, now),
    countByWeek(storeId, starts),
    countAnswerTimes(storeId, new Date(now.getTime() - days * DAY_MILLISECONDS)),
    prisma().erasedRequests.aggregate({
      where: { storeId, state: "unverified", month: { gte: since } },
      _sum: { count: true },
    }),
  ]);
  return {
    ...{ counts, days, weeks, answerTimes, responsePeriod, responsePeriodUnit, limitDays: limitDays(store) },
    lapsed: { count: lapsed._sum.count ?? 0, since },
  };
}

const DAY_MILLISECONDS = 86_400_000;

// The weeks' beginnings come from lib/time-zone.ts, so that the database need not know the store's time zone.
async function countByWeek(storeId: string, starts: Date[]): Promise<Overview["weeks"]> {
  const { rows } = await database().query(
    // MATERIALIZED, or the text is read again for each request.
    `WITH weeks AS MATERIALIZED (SELECT $2::text[]::timestamptz[] AS starts)
     SELECT width_bucket(created_at, starts) - 1 AS week, source, count(*)::int AS count
       FROM request, weeks WHERE store_id = $1 AND state <> 'unverified' AND created_at >= $3
        AND NOT (state = 'cancelled' AND source = 'guest' AND verified_at IS NULL)
      GROUP BY week, source`,
    [storeId, starts.map((start) => start.toISOString()), starts[0]],
  );
  const weeks = starts.map((start) => ({ start, counts: { guest: 0, signed_in: 0, staff: 0, shopify: 0 } }));
  for (const { week, source, count } of rows as { week: number; source: RequestSource; count: number }[])
    Object.assign(weeks[week]?.counts ?? {}, { [source]: count });
  return weeks;
}

async function countAnswerTimes(storeId: string, since: Date): Promise<AnswerTime[]> {
  const { rows } = await database().query(
    `SELECT date_part('day', closed_at - created_at)::int AS days, count(*)::int AS count,
            (count(*) FILTER (WHERE closed_at > due_at))::int AS late
       FROM request WHERE store_id = $1 AND state IN ('answered', 'refused') AND closed_at >= $2
      GROUP BY days`,
    [storeId, since],
  );
  // Ordered here: asked for an order, PostgreSQL sorts the requests instead of counting them as they come.
  return (rows as AnswerTime[]).toSorted((one, other) => one.days - other.days);
}

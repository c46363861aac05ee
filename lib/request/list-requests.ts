import { database } from "@/lib/database";
import { cutPage, type KeysetPage } from "@/lib/keyset";
import { type Add, searchCondition } from "@/lib/search-terms";
import type {
  DeliveryMethod,
  DeliveryState,
  ExportState,
  RequestSource,
  RequestState,
  RequestType,
} from "@/prisma/generated/client";
import { findWhole } from "./find-whole";
import { isWanted, pageOf, type RequestFilter } from "./request-filter";

/** One row of the report. */
export interface ListedRequest {
  id: string;
  reference: string;
  type: RequestType;
  source: RequestSource;
  state: RequestState;
  email: string | null;
  customerId: string | null;
  customerName: string | null;
  matchCount: number;
  createdAt: Date;
  verifiedAt: Date | null;
  dueAt: Date;
  /** The newest export made for it. */
  export: { state: ExportState; rowsCollected: number; rowsExpected: number | null } | null;
  /** The newest delivery since then. */
  delivery: RequestDelivery | null;
}

/** How a request's delivery stands. */
export interface RequestDelivery {
  state: DeliveryState;
  method: DeliveryMethod;
  deliveredAt: Date | string | null;
}

const PAGE_ROWS = 50;

/** A page of a store's requests. */
export async function listRequests(storeId: string, filter: RequestFilter): Promise<KeysetPage<ListedRequest>> {
  const { search, sort, keyset } = filter;
  const values: unknown[] = [storeId];
  const add = (value: unknown) => `$${values.push(value)}`;
  const whole = search ? await findWhole(storeId, filter, PAGE_ROWS) : undefined;
  const { beside, orderBy, limit } = pageOf(filter, PAGE_ROWS, add);
  const tail = `${beside} ${orderBy()} ${limit}`;
  const found = (whole ? [whole(add)] : runs(filter, add))
    .map((run) => `(SELECT ${COLUMNS} FROM request WHERE ${run}${tail})`)
    .join(" UNION ALL ");
  const { prepared, query } = database();
  const { rows } = await (search ? query : prepared)(
    `SELECT found.id, reference, type, source, found.state, email, customer_id AS "customerId",
            customer_name AS "customerName", match_count AS "matchCount", found.created_at AS "createdAt",
            verified_at AS "verifiedAt", due_at AS "dueAt", CASE WHEN export.id IS NOT NULL THEN json_build_object('state', export.state,
              'rowsCollected', export.rows_collected, 'rowsExpected', export.rows_expected) END AS export, CASE WHEN delivery.id IS NOT NULL THEN json_build_object('method', delivery.method,
              'state', CASE WHEN delivery.state = 'live' AND delivery.expires_at <= now() THEN 'expired' ELSE delivery.state::text END,
              'deliveredAt', delivery.delivered_at) END AS delivery
       FROM (SELECT * FROM (${found}) AS runs ${orderBy()} ${limit}) AS found
       LEFT JOIN LATERAL (
         SELECT id, state, rows_collected, rows_expected, created_at FROM export
          WHERE store_id = $1 AND request_id = found.id AND review_of_id IS NULL ORDER BY created_at DESC LIMIT 1
       ) AS export ON true
       LEFT JOIN LATERAL (
         SELECT id, state, method, expires_at, delivered_at, created_at FROM delivery
          WHERE store_id = $1 AND request_id = found.id ORDER BY created_at DESC LIMIT 1
       ) AS delivery ON export.created_at IS NULL OR delivery.created_at > export.created_at
      ${orderBy("found.")}`,
    values,
  );
  return cutPage(rows as ListedRequest[], PAGE_ROWS, keyset, (row) => (sort === "due" ? row.dueAt : row.createdAt));
}

const COLUMNS = `id, reference, type, source, state, email, customer_id, customer_name, match_count, created_at, verified_at, due_at`;

/**
 * Each state and source has its own run in an index that is in the order of the list: however rare
 * what is wanted is among the rest, each run gives at most a page. A search is one run through all.
 */
function runs(filter: RequestFilter, add: Add): string[] {
  if (filter.search) return [`store_id = $1 AND ${isWanted(filter, add)} AND ${searchCondition(filter.search, add)}`];
  const { states, sources, types } = filter;
  const type = `type = ANY(${add(types)}::text[]::request_type[])`;
  return states.flatMap((state) =>
    sources.map(
      (source) =>
        `store_id = $1 AND state = ${add(state)}::request_state AND source = ${add(source)}::request_source AND ${type}`,
    ),
  );
}

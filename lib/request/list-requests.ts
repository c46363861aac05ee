import { database } from "@/lib/database";
import { cutPage, type Keyset, type KeysetPage, keysetOrder } from "@/lib/keyset";
import { searchCondition } from "@/lib/search-terms";
import type {
  DeliveryMethod,
  DeliveryState,
  ExportState,
  RequestSource,
  RequestState,
  RequestType,
} from "@/prisma/generated/client";
import { type ExactMatch, exactMatch } from "./exact-match";

/** How the report may be sorted. */
export const requestSorts = ["newest", "oldest", "due"] as const;
type RequestSort = (typeof requestSorts)[number];

/** What the report shows. */
export interface RequestFilter {
  states: readonly RequestState[];
  sources: readonly RequestSource[];
  types: readonly RequestType[];
  /** As readSearch() reads it; empty for all. */
  search: string;
  sort: RequestSort;
  keyset: Keyset | undefined;
}

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
  const { sort, keyset } = filter;
  const values: unknown[] = [storeId];
  const add = (value: unknown) => `$${values.push(value)}`;
  const key = sort === "due" ? "due_at" : "created_at";
  const { compare, order } = keysetOrder(sort === "newest", keyset);
  const beside = keyset ? ` AND (${key}, id) ${compare} (${add(keyset.at)}::timestamptz, ${add(keyset.id)}::uuid)` : "";
  const tail = `${beside} ORDER BY ${key} ${order}, id ${order} LIMIT ${PAGE_ROWS + 1}`;
  const exact = await exactMatch(storeId, filter.search);
  const found = filter.search
    ? `SELECT ${COLUMNS} FROM request WHERE ${matching(filter, exact, add)}${tail}`
    : runs(filter, add)
        .map((run) => `(SELECT ${COLUMNS} FROM request WHERE ${run}${tail})`)
        .join(" UNION ALL ");
  const { prepared, query } = database();
  const { rows } = await (filter.search ? query : prepared)(
    `SELECT found.id, reference, type, source, found.state, email, customer_id AS "customerId",
            customer_name AS "customerName", match_count AS "matchCount", found.created_at AS "createdAt",
            verified_at AS "verifiedAt", due_at AS "dueAt", CASE WHEN export.id IS NOT NULL THEN json_build_object('state', export.state,
              'rowsCollected', export.rows_collected, 'rowsExpected', export.rows_expected) END AS export, CASE WHEN delivery.id IS NOT NULL THEN json_build_object('method', delivery.method,
              'state', CASE WHEN delivery.state = 'live' AND delivery.expires_at <= now() THEN 'expired' ELSE delivery.state::text END,
              'deliveredAt', delivery.delivered_at) END AS delivery
       FROM (SELECT * FROM (${found}) AS runs ORDER BY ${key} ${order}, id ${order} LIMIT ${PAGE_ROWS + 1}) AS found
       LEFT JOIN LATERAL (
         SELECT id, state, rows_collected, rows_expected, created_at FROM export
          WHERE store_id = $1 AND request_id = found.id AND review_of_id IS NULL ORDER BY created_at DESC LIMIT 1
       ) AS export ON true
       LEFT JOIN LATERAL (
         SELECT id, state, method, expires_at, delivered_at, created_at FROM delivery
          WHERE store_id = $1 AND request_id = found.id ORDER BY created_at DESC LIMIT 1
       ) AS delivery ON export.created_at IS NULL OR delivery.created_at > export.created_at
      ORDER BY found.${key} ${order}, found.id ${order}`,
    values,
  );
  return cutPage(rows as ListedRequest[], PAGE_ROWS, keyset, (row) => (sort === "due" ? row.dueAt : row.createdAt));
}

const COLUMNS = `id, reference, type, source, state, email, customer_id, customer_name, match_count, created_at, verified_at, due_at`;

/**
 * Each state and source has its own run in an index that is in the order of the list: however rare
 * what is wanted is among the rest, each run gives at most a page.
 */
function runs({ states, sources, types }: RequestFilter, add: (value: unknown) => string): string[] {
  const type = `type = ANY(${add(types)}::text[]::request_type[])`;
  return states.flatMap((state) =>
    sources.map(
      (source) =>
        `store_id = $1 AND state = ${add(state)}::request_state AND source = ${add(source)}::request_source AND ${type}`,
    ),
  );
}

function matching(
  { states, sources, types, search }: RequestFilter,
  exact: ExactMatch | undefined,
  add: (value: unknown) => string,
): string {
  return `store_id = $1 AND state = ANY(${add(states)}::text[]::request_state[]) AND source = ANY(${add(sources)}::text[]::request_source[])
    AND type = ANY(${add(types)}::text[]::request_type[]) AND ${exact ? exact.condition(add(exact.value)) : searchCondition(search, add)}`;
}

import { type Keyset, keysetOrder } from "@/lib/search/cursor-page";
import type { Add } from "@/lib/search/search-query";
import type { RequestSource, RequestState, RequestType } from "@/prisma/generated/client";

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
  /** Whether parts of words are looked for although somebody has them whole. */
  parts?: boolean;
  sort: RequestSort;
  keyset: Keyset | undefined;
}

/** The condition that a request is of a state, a source and a type that are wanted. */
export function isWanted({ states, sources, types }: RequestFilter, add: Add): string {
  return `state = ANY(${add(states)}::text[]::request_state[])
    AND source = ANY(${add(sources)}::text[]::request_source[]) AND type = ANY(${add(types)}::text[]::request_type[])`;
}

/**
 * How a page is read: the condition that a request stands beside the page's place, the order, in the names of a table or
 * none, the same of rows as `selectListed` names them, and the limit of one more than fit.
 */
export function pageOf({ sort, keyset }: RequestFilter, pageRows: number, add: Add) {
  const key = sort === "due" ? "due_at" : "created_at";
  const { compare, order } = keysetOrder(sort === "newest", keyset);
  const beside = keyset ? ` AND (${key}, id) ${compare} (${add(keyset.at)}::timestamptz, ${add(keyset.id)}::uuid)` : "";
  const orderBy = (table = "") => `ORDER BY ${table}${key} ${order}, ${table}id ${order}`;
  const orderListed = `ORDER BY ${sort === "due" ? '"dueAt"' : '"createdAt"'} ${order}, id ${order}`;
  return { beside, orderBy, orderListed, limit: `LIMIT ${pageRows + 1}` };
}

import type { Cursor } from "@/lib/search/cursor-page";
import type { RequestSource, RequestState, RequestType } from "@/prisma/generated/client";

/** What the report may be sorted by: "status" is the state alone, with the answers that are due first at its beginning. */
export const requestSorts = ["due", "customer", "status", "received"] as const;
export type RequestSort = (typeof requestSorts)[number];

/** From one instant on, and before another; without one, all. */
export interface TimeRange {
  from?: Date;
  before?: Date;
}

/** What the report shows. */
export interface RequestFilter {
  states: readonly RequestState[];
  sources: readonly RequestSource[];
  types: readonly RequestType[];
  /** When the answer is due. */
  due?: TimeRange;
  /** When the request was made. */
  received?: TimeRange;
  /** The member who is assigned the request; null for nobody. */
  assigneeId?: string | null;
  /** Of the customer's address or, without a customer, as entered: ISO 3166-1 alpha-2. */
  country?: string;
  /** As it was typed; empty for all. */
  search: string;
  sort: RequestSort;
  descending: boolean;
  cursor: Cursor | undefined;
}

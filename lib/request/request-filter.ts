import type { Cursor } from "@/lib/search/cursor-page";
import type { RequestSource, RequestState, RequestType } from "@/prisma/generated/client";

/** How the report may be sorted. */
export const requestSorts = ["newest", "oldest", "due"] as const;
type RequestSort = (typeof requestSorts)[number];

/** What the report shows. */
export interface RequestFilter {
  states: readonly RequestState[];
  sources: readonly RequestSource[];
  types: readonly RequestType[];
  /** As it was typed; empty for all. */
  search: string;
  sort: RequestSort;
  cursor: Cursor | undefined;
}

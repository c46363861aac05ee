import { type RequestFilter, requestSorts } from "@/lib/request/request-filter";
import { closedStates } from "@/lib/request/request-status";
import { requestTypes } from "@/lib/request/type-rules";
import { readCursor } from "@/lib/search/cursor-page";
import { cleanQuery } from "@/lib/search/search-query";
import type { RequestSource, RequestState } from "@/prisma/generated/client";

export const sources = ["guest", "signed_in", "staff"] as const satisfies RequestSource[];

/** The values of `state` in the report's URL, and the states that each shows. */
export const stateViews = {
  open: ["open"],
  unverified: ["unverified"],
  closed: closedStates,
  answered: ["answered"],
  refused: ["refused"],
  cancelled: ["cancelled"],
  /** Without unverified ones: a stranger may have typed the address. */
  all: ["open", ...closedStates],
} as const satisfies Record<string, readonly RequestState[]>;

export type StateView = keyof typeof stateViews;

type SearchParams = Record<string, string | string[] | undefined>;

/** What the report shows, read from its URL; unknown values are ignored. */
export function readReportView(params: SearchParams) {
  const text = (name: string) => (typeof params[name] === "string" ? (params[name] as string) : undefined);
  const state = oneOf(Object.keys(stateViews) as StateView[], text("state")) ?? "all";
  const source = oneOf(sources, text("source"));
  const type = oneOf(requestTypes, text("type"));
  const sort = oneOf(requestSorts, text("sort")) ?? "newest";
  const typed = cleanQuery(params.q);
  const filter: RequestFilter = {
    states: stateViews[state],
    sources: source ? [source] : sources,
    types: type ? [type] : requestTypes,
    search: typed,
    sort,
    cursor: readCursor(params),
  };
  return { state, source, type, sort, typed, filter };
}

export type ReportView = ReturnType<typeof readReportView>;

/** A view's URL parameters except for its page, with changes; undefined removes a parameter. */
export function viewParams(view: ReportView, changes: Record<string, string | undefined> = {}): Record<string, string> {
  const params = {
    state: view.state === "all" ? undefined : view.state,
    type: view.type,
    source: view.source,
    sort: view.sort === "newest" ? undefined : view.sort,
    q: view.typed || undefined,
    ...changes,
  };
  return Object.fromEntries(Object.entries(params).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

/** The report's URL with some parameters changed; another view starts at its first page. */
export function reportHref(base: string, view: ReportView, changes: Record<string, string | undefined> = {}): string {
  const query = new URLSearchParams(viewParams(view, changes)).toString();
  return query ? `${base}?${query}` : base;
}

function oneOf<T extends string>(known: readonly T[], text: string | undefined): T | undefined {
  return known.find((one) => one === text);
}

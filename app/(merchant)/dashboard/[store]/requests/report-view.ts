import { type RequestFilter, requestSorts } from "@/lib/request/request-filter";
import { closedStates } from "@/lib/request/request-status";
import { requestTypes } from "@/lib/request/type-rules";
import { readCursor } from "@/lib/search/cursor-page";
import { cleanQuery } from "@/lib/search/search-query";
import type { RequestSource, RequestState } from "@/prisma/generated/client";

export const sources = ["guest", "signed_in", "staff"] as const satisfies RequestSource[];

/** What `state` may say in the report's address, and the states that it shows. */
export const stateViews = {
  open: ["open"],
  unverified: ["unverified"],
  closed: closedStates,
  answered: ["answered"],
  refused: ["refused"],
  cancelled: ["cancelled"],
  /** Unverified ones stand apart: a stranger may have typed the address. */
  all: ["open", ...closedStates],
} as const satisfies Record<string, readonly RequestState[]>;

export type StateView = keyof typeof stateViews;

type SearchParams = Record<string, string | string[] | undefined>;

/** All that the report shows, read from its address; what is odd there counts as not said. */
export function readReportView(params: SearchParams) {
  const text = (name: string) => (typeof params[name] === "string" ? (params[name] as string) : undefined);
  const state = oneOf(Object.keys(stateViews) as StateView[], text("state")) ?? "all";
  const source = oneOf(sources, text("source"));
  const type = oneOf(requestTypes, text("type"));
  const sort = oneOf(requestSorts, text("sort")) ?? "newest";
  const typed = cleanQuery(text("q"));
  const filter: RequestFilter = {
    states: stateViews[state],
    sources: source ? [source] : sources,
    types: type ? [type] : requestTypes,
    search: typed,
    sort,
    cursor: readCursor({ after: text("after"), before: text("before") }),
  };
  return { state, source, type, sort, typed, filter };
}

export type ReportView = ReturnType<typeof readReportView>;

/** What the address says of a view besides its page, with changes; undefined takes a part away. */
export function viewParams(view: ReportView, changes: Record<string, string | undefined> = {}): Record<string, string> {
  const said = {
    state: view.state === "all" ? undefined : view.state,
    type: view.type,
    source: view.source,
    sort: view.sort === "newest" ? undefined : view.sort,
    q: view.typed || undefined,
    ...changes,
  };
  return Object.fromEntries(Object.entries(said).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

/** The report's address with some parts changed; another view begins at its first page. */
export function reportHref(base: string, view: ReportView, changes: Record<string, string | undefined> = {}): string {
  const query = new URLSearchParams(viewParams(view, changes)).toString();
  return query ? `${base}?${query}` : base;
}

function oneOf<T extends string>(known: readonly T[], text: string | undefined): T | undefined {
  return known.find((one) => one === text);
}

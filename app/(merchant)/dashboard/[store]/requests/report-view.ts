import { dueRange } from "@/lib/request/request-deadline";
import { type RequestFilter, type RequestSort, requestSorts } from "@/lib/request/request-filter";
import { type RequestViewName, requestViewNames, requestViews } from "@/lib/request/request-views";
import { requestTypes } from "@/lib/request/type-rules";
import { readCursor } from "@/lib/search/cursor-page";
import { cleanQuery } from "@/lib/search/search-query";
import { endOfDay, startOfDay } from "@/lib/time-zone";
import type { RequestSource, RequestState } from "@/prisma/generated/client";

export const sources = ["guest", "signed_in", "staff", "shopify"] as const satisfies RequestSource[];

/** The values of `state` in the report's URL, and what each shows: the tabs, and parts of the closed ones. */
export const stateViews = {
  ...requestViews,
  answered: { states: ["answered"] },
  refused: { states: ["refused"] },
  cancelled: { states: ["cancelled"] },
} as const satisfies Record<string, { states: readonly RequestState[]; due?: "overdue" | "soon" }>;

export type StateView = keyof typeof stateViews;

type SearchParams = Record<string, string | string[] | undefined>;

/** What the report shows, as its URL says; unknown values are ignored. */
export function readReportView(params: SearchParams) {
  const text = (name: string) => (typeof params[name] === "string" ? (params[name] as string) : undefined);
  const typed = cleanQuery(params.q);
  const state = oneOf(Object.keys(stateViews) as StateView[], text("state")) ?? defaultState(typed);
  const sort = text("sort") ?? "";
  const sortKey = oneOf(requestSorts, sort.replace("-", ""));
  const order = sortKey ? { sort: sortKey, descending: sort.startsWith("-") } : defaultOrder(state);
  return {
    state,
    type: oneOf(requestTypes, text("type")),
    source: oneOf(sources, text("source")),
    assignee: matching(/^(?:me|nobody|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/, text("assignee")),
    country: matching(/^[A-Z]{2}$/, text("country")),
    from: readDate(text("from")),
    to: readDate(text("to")),
    ...order,
    typed,
    cursor: readCursor(params),
  };
}

export type ReportView = ReturnType<typeof readReportView>;

/** The tab of a view. */
export function tabOf({ state }: ReportView): RequestViewName {
  return requestViewNames.find((name) => name === state) ?? "closed";
}

/** Whether a view shows more than one state: only then can it be sorted by them. */
export function hasStates({ state }: ReportView): boolean {
  return stateViews[state].states.length > 1;
}

/** The filters of a view besides its tab and its search, by their URL parameters. */
export const filterNames = ["type", "source", "assignee", "country", "from", "to"] as const;

/** Whether a view shows less than its tab. */
export function isFiltered(view: ReportView): boolean {
  return view.typed !== "" || filterNames.some((name) => view[name] !== undefined);
}

/** What a view asks for. @param member the reader, and the store's time zone, whose days count. */
export function filterOf(view: ReportView, { merchantId, timeZone }: { merchantId: string; timeZone: string }) {
  const { state, source, type, assignee, from, to, country, typed, sort, descending, cursor } = view;
  const shown: { states: readonly RequestState[]; due?: "overdue" | "soon" } = stateViews[state];
  return {
    states: shown.states,
    due: shown.due && dueRange(shown.due, timeZone),
    sources: source ? [source] : sources,
    types: type ? [type] : requestTypes,
    received: {
      from: from ? startOfDay(from, timeZone) : undefined,
      before: to ? endOfDay(to, timeZone) : undefined,
    },
    assigneeId: assignee === "nobody" ? null : assignee === "me" ? merchantId : assignee,
    country,
    search: typed,
    ...{ sort, descending, cursor },
  } satisfies RequestFilter;
}

/** A sort as the URL has it, such as "-received". */
export function sortParam({ sort, descending }: Pick<ReportView, "sort" | "descending">): string {
  return descending ? `-${sort}` : sort;
}

/** A view's URL parameters except for its page, with changes; undefined removes a parameter. */
export function viewParams(view: ReportView, changes: Record<string, string | undefined> = {}): Record<string, string> {
  const params: Record<string, string | undefined> = {
    state: view.state,
    ...Object.fromEntries(filterNames.map((name) => [name, view[name]])),
    sort: sortParam(view),
    q: view.typed,
    ...changes,
  };
  const order = sortParam(defaultOrder((params.state ?? defaultState(params.q)) as StateView));
  const isDefault = { state: defaultState(params.q), sort: order } as Record<string, string>;
  return Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) => (value && value !== isDefault[name] ? [[name, value]] : [])),
  );
}

/** The report's URL with some parameters changed; another view starts at its first page. */
export function reportHref(base: string, view: ReportView, changes: Record<string, string | undefined> = {}): string {
  const query = new URLSearchParams(viewParams(view, changes)).toString();
  return query ? `${base}?${query}` : base;
}

/** The URL parameters of a view's place in its list. */
export function cursorParams({ cursor }: ReportView): Record<string, string> {
  if (!cursor) return {};
  const place = `${cursor.at.toISOString()}_${cursor.id}`;
  return cursor.backwards ? { before: place } : { after: place };
}

/** What the URL need not say: open requests, and for a search all of them. */
function defaultState(typed: string | undefined): StateView {
  return typed ? "all" : "open";
}

/** Open requests begin with the answer that is due first, all others with the newest. */
function defaultOrder(state: StateView): { sort: RequestSort; descending: boolean } {
  const isOpen = stateViews[state].states.every((one) => one === "open");
  return isOpen ? { sort: "due", descending: false } : { sort: "received", descending: true };
}

function readDate(text: string | undefined): string | undefined {
  const date = matching(/^(?:19|20|21)\d\d-\d\d-\d\d$/, text);
  const at = date ? new Date(date) : undefined;
  return at && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date as string) ? date : undefined;
}

function oneOf<T extends string>(known: readonly T[], text: string | undefined): T | undefined {
  return known.find((one) => one === text);
}

function matching(pattern: RegExp, text: string | undefined): string | undefined {
  return text !== undefined && pattern.test(text) ? text : undefined;
}

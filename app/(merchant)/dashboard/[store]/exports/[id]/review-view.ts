import { normalizeQuery } from "@/lib/search/search-query";
import { type Section, sections } from "@/lib/section/sections";

export const PAGE_ROWS = 25;
export const PAGE_LINES = 100;

/** Which part of an export is shown, according to the page's URL. */
export interface ReviewView {
  section: Section | undefined;
  /** The index of the page's first row, from 0. */
  from: number;
  /** The search as it was typed. */
  q: string;
  /** Only rows in which other people's data was found. */
  found: boolean;
  /** One row's list on a page of its own: the index of the first entry, from 0. */
  lines: number | undefined;
  /** The row of `lines`. */
  row: number | undefined;
}

type Query = Record<string, string | string[] | undefined>;

/** Reads a view from a URL. Unknown values are ignored. */
export function readView(query: Query): ReviewView {
  const text = (name: string) => (typeof query[name] === "string" ? query[name] : "");
  const section = sections.find((known) => known === text("section"));
  const lines = readPlace(text("lines"));
  const row = readPlace(text("row"));
  const paged = lines !== undefined && row !== undefined;
  return {
    section,
    from: readPlace(text("from")) ?? 0,
    q: normalizeQuery(text("q")) ? text("q").slice(0, 200) : "",
    found: text("only") === "found",
    lines: paged ? lines : undefined,
    row: paged ? row : undefined,
  };
}

/** A view as a URL's query, such as "?section=orders&from=25"; empty for the overview. */
export function viewQuery(view: Partial<ReviewView>, further: Record<string, string> = {}): string {
  const query = new URLSearchParams();
  if (view.section) query.set("section", view.section);
  if (view.from) query.set("from", String(view.from));
  if (view.q) query.set("q", view.q);
  if (view.found) query.set("only", "found");
  if (view.lines !== undefined && view.row !== undefined) {
    query.set("row", String(view.row));
    query.set("lines", String(view.lines));
  }
  for (const [name, value] of Object.entries(further)) query.set(name, value);
  return query.size > 0 ? `?${query}` : "";
}

/** A number from 0, as written in a URL. */
export function readPlace(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

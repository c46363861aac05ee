import { normalizeQuery } from "@/lib/search/search-query";
import type { SectionDescriptor } from "@/lib/section/descriptor";
import { addressParts } from "@/lib/section/field";
import { type SectionKey, sectionKey } from "@/lib/section/sections";

/** How many rows a page has at most. */
const MAX_PAGE_ROWS = 25;
/** The id of the button that marks a section as reviewed. */
export const MARK_ID = "mark-reviewed";
/** How many values the rows of a page may show that are not folded up: each can be redacted. */
const MAX_PAGE_VALUES = 125;
/** How many entries of one row's list a page has. */
export const PAGE_LINES = 50;

/** How many of a section's rows a page has, so that it has fewer than 200 controls: of rows with many values, fewer. */
export function pageRows({ fields, layout }: SectionDescriptor): number {
  if (layout.line) return MAX_PAGE_ROWS;
  const values = Object.values(fields).flatMap(({ kind }) => (kind === "address" ? Object.keys(addressParts) : kind));
  return Math.min(MAX_PAGE_ROWS, Math.floor(MAX_PAGE_VALUES / (values.length + 1)));
}

/** Which part of an export is shown, according to the page's URL. */
export interface ReviewView {
  section: SectionKey | undefined;
  /** The index of the page's first row, from 0. */
  from: number;
  /** The page of the section to jump to, from 1: it goes before `from`. */
  page?: number | undefined;
  /** The search as it was typed. */
  q: string;
  /** Only rows in which other people's data was found. */
  found: boolean;
  /** The row whose line is expanded. */
  open: number | undefined;
  /** One row's list on a page of its own: the index of the first entry, from 0. */
  lines: number | undefined;
  /** The row of `lines`. */
  row: number | undefined;
}

type Query = Record<string, string | string[] | undefined>;

/** Reads a view from a URL. Unknown values are ignored. */
export function readView(query: Query): ReviewView {
  const text = (name: string) => (typeof query[name] === "string" ? query[name] : "");
  const section = sectionKey.safeParse(text("section")).data;
  const lines = readPlace(text("lines"));
  const row = readPlace(text("row"));
  const paged = lines !== undefined && row !== undefined;
  // What the form that jumps to a page sends, counted from 1.
  const page = readPlace(text("page"));
  return {
    section,
    from: readPlace(text("from")) ?? 0,
    ...(section && !paged && page && { page }),
    q: normalizeQuery(text("q")) ? text("q").slice(0, 200) : "",
    found: text("only") === "found",
    open: readPlace(text("open")),
    lines: paged ? (page ? (page - 1) * PAGE_LINES : lines) : undefined,
    row: paged ? row : undefined,
  };
}

/** A view as a URL's query, such as "?section=orders&from=25"; empty for the overview. */
export function viewQuery(view: Partial<ReviewView>, further: Record<string, string> = {}): string {
  const query = new URLSearchParams();
  if (view.section) query.set("section", view.section);
  if (view.from) query.set("from", String(view.from));
  if (view.page) query.set("page", String(view.page));
  if (view.q) query.set("q", view.q);
  if (view.found) query.set("only", "found");
  if (view.open !== undefined) query.set("open", String(view.open));
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

import { type ExportRow, readRows } from "@/lib/archive/read-rows";
import { foldText } from "@/lib/search/fold-text";
import type { SectionKey } from "@/lib/section/sections";

/** A row of an export, with its place in its section, from 0. */
export type ReviewRow = Pick<ExportRow, "index" | "row">;

/** Rows to show, and how far the section was read for them. */
export interface ReviewPage {
  rows: ReviewRow[];
  /** The rows that were read: from this one … */
  readFrom: number;
  /** … up to, but not including, this one. */
  readTo: number;
  /** Where the next page begins; null at the section's end. */
  next: number | null;
}

// What one search reads at once: a few seconds at most, then the merchant decides whether it goes on.
const MAX_SEARCHED_ROWS = 20_000;
const MAX_SEARCHED_CHARACTERS = 30_000_000;

/**
 * A page of one section of an export, from its own bytes: read one row at a time, until the page is
 * full.
 * @param wanted.search folded words (normalizeQuery) that a row must all hold anywhere.
 * @param wanted.only places of the only rows to show.
 */
export async function readReviewPage(wanted: {
  storeId: string;
  exportId: string;
  section: SectionKey;
  from: number;
  pageRows: number;
  search?: string;
  only?: Set<number>;
}): Promise<ReviewPage> {
  const { storeId, exportId, section, from, pageRows, search = "", only } = wanted;
  const words = [...new Set(search.split(" ").filter(Boolean))];
  const last = only ? Math.max(-1, ...only) : Number.POSITIVE_INFINITY;
  const rows: ReviewRow[] = [];
  let readTo = from;
  let characters = 0;
  const page = (next: number | null) => ({ rows, readFrom: from, readTo, next });
  if (last < from) return page(null);
  for await (const { index, row } of readRows({ storeId, exportId }, { section, from })) {
    const tooFar = index - from >= MAX_SEARCHED_ROWS || characters >= MAX_SEARCHED_CHARACTERS;
    if (rows.length >= pageRows || (words.length > 0 && tooFar)) return page(index);
    const text = words.length > 0 ? foldText(textsOf(row).join(" ")) : "";
    characters += text.length;
    if ((!only || only.has(index)) && words.every((word) => text.includes(word))) rows.push({ index, row });
    readTo = index + 1;
    if (index >= last) return page(null);
  }
  return page(null);
}

function textsOf(held: unknown): string[] {
  if (held === null || held === undefined) return [];
  if (typeof held === "object") return Object.values(held).flatMap(textsOf);
  return [String(held)];
}

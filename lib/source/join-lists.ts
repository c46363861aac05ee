import type { Hit, SearchPage } from "./source";

/** What a system found in one of the lists that it searches. */
export interface FoundList {
  /** In its order: the hit, where the entry is one, and the place right after it. */
  entries: { hit: Hit | undefined; after: string }[];
  hasMore: boolean;
}

/** Where a page of two lists starts: in which, and after which place there; from its beginning where that is empty. */
export function readPlace(after: string | undefined): { list: number; place: string } {
  const [, list = "0", place = ""] = /^([01])\.(.*)$/s.exec(after ?? "") ?? [];
  return { list: Number(list), place };
}

/**
 * A page of hits of several lists, one list after the other.
 * @param lists from the one that the page starts in; `first` is its number.
 */
export function joinLists(lists: FoundList[], first: number, place: string, limit: number): SearchPage {
  const rows: Hit[] = [];
  for (const [index, { entries, hasMore }] of lists.entries()) {
    let last = index === 0 ? place : "";
    const next = () => `${first + index}.${last}`;
    for (const { hit, after } of entries) {
      if (hit && rows.length === limit) return { rows, previous: undefined, next: next() };
      if (hit) rows.push(hit);
      last = after;
    }
    if (hasMore) return { rows, previous: undefined, next: next() };
  }
  return { rows, previous: undefined, next: undefined };
}

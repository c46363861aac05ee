import { validate } from "uuid";

/** A place in a list that is ordered by a time and an id: the next page starts beside it. */
export interface Keyset {
  at: Date;
  id: string;
  /** Whether the page before it is wanted, not the one after. */
  backwards: boolean;
}

/** A page of rows, and the cursors of its neighbours where there are any. */
export interface KeysetPage<Row> {
  rows: Row[];
  previous: string | undefined;
  next: string | undefined;
}

/** A page of what a search found. */
export interface SearchPage<Row> extends KeysetPage<Row> {
  /** Whether those alone are on it who have the words of a name whole, so that a search for parts may find more. */
  wholeWords: boolean;
}

/** The place that a page's address names by `after` or `before`; anything odd counts as the first page. */
export function readKeyset({ after, before }: { after?: string; before?: string }): Keyset | undefined {
  const [time = "", id = ""] = (after ?? before)?.split("_") ?? [];
  const at = new Date(time);
  return validate(id) && !Number.isNaN(at.getTime()) ? { at, id, backwards: after === undefined } : undefined;
}

/**
 * Cuts a page out of rows that were read in the direction of the keyset, one more than fit.
 * @param keyOf what the list is ordered by.
 */
export function cutPage<Row extends { id: string }>(
  rows: Row[],
  size: number,
  keyset: Keyset | undefined,
  keyOf: (row: Row) => Date,
): KeysetPage<Row> {
  const more = rows.length > size;
  const page = rows.slice(0, size);
  if (keyset?.backwards) page.reverse();
  const cursor = (row: Row | undefined) => row && `${keyOf(row).toISOString()}_${row.id}`;
  return {
    rows: page,
    previous: (keyset?.backwards ? more : keyset) ? cursor(page[0]) : undefined,
    next: keyset?.backwards || more ? cursor(page.at(-1)) : undefined,
  };
}

/**
 * How a keyset's page is read: the comparison of a row with the place, and the order of the rows.
 * @param newestFirst the order of the list.
 */
export function keysetOrder(newestFirst: boolean, keyset: Keyset | undefined) {
  const descending = newestFirst !== (keyset?.backwards ?? false);
  return descending ? ({ compare: "<", order: "DESC" } as const) : ({ compare: ">", order: "ASC" } as const);
}

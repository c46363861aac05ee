import { validate } from "uuid";

/** A place in a list that is ordered by a time and an id: the next page starts right after it. */
export interface Cursor {
  at: Date;
  id: string;
  /** Whether the page before the place is wanted instead of the one after it. */
  backwards: boolean;
}

/** A page of rows, and the cursors of the pages around it where there are any. */
export interface CursorPage<Row> {
  rows: Row[];
  previous: string | undefined;
  next: string | undefined;
}

/** Takes a value of a statement and answers its placeholder, such as "$3". */
export type AddValue = (value: unknown) => string;

/** The place that a page's URL names by `after` or `before`; anything malformed means the first page. */
export function readCursor({ after, before }: { after?: unknown; before?: unknown }): Cursor | undefined {
  const [time = "", id = ""] = String(after ?? before).split("_");
  const at = new Date(time);
  return validate(id) && !Number.isNaN(at.getTime()) ? { at, id, backwards: after === undefined } : undefined;
}

/** A column that a list is ordered by. */
export interface SortKey {
  /** Its SQL in a condition. */
  sql: string;
  /** Its name among the columns that are read. */
  name: string;
  type: string;
}

/**
 * How a page is read in SQL: the condition that a row lies beyond the cursor, and the order of the rows.
 * @param keys what the list is ordered by, before the id; a name alone is that of a time.
 * @param place the cursor's own values of the keys.
 */
export function cursorCondition(
  keys: string | SortKey[],
  descendingList: boolean,
  cursor: Cursor | undefined,
  add: AddValue,
  place: unknown[] = cursor ? [cursor.at] : [],
) {
  const descending = descendingList !== (cursor?.backwards ?? false);
  const order = descending ? "DESC" : "ASC";
  const columns = typeof keys === "string" ? [{ sql: keys, name: keys, type: "timestamptz" }] : keys;
  const beyond = (of: Cursor) => {
    const values = columns.map(({ type }, index) => `${add(place[index])}::${type}`);
    const names = columns.map(({ sql }) => sql);
    return `(${[...names, "id"].join(", ")}) ${descending ? "<" : ">"} (${[...values, `${add(of.id)}::uuid`].join(", ")})`;
  };
  const orderOf = (prefix = "") =>
    `ORDER BY ${[...columns.map(({ name }) => name), "id"].map((name) => `${prefix}${name} ${order}`).join(", ")}`;
  return { condition: cursor ? beyond(cursor) : "true", orderBy: orderOf(), orderOf, order };
}

/**
 * Makes a page of rows that were read in the cursor's direction, one more than fit.
 * @param timeOf the time that the list is ordered by.
 */
export function toPage<Row extends { id: string }>(
  rows: Row[],
  size: number,
  cursor: Cursor | undefined,
  timeOf: (row: Row) => Date,
): CursorPage<Row> {
  const hasMore = rows.length > size;
  const page = rows.slice(0, size);
  if (cursor?.backwards) page.reverse();
  const cursorOf = (row: Row | undefined) => row && `${timeOf(row).toISOString()}_${row.id}`;
  return {
    rows: page,
    previous: (cursor?.backwards ? hasMore : cursor) ? cursorOf(page[0]) : undefined,
    next: cursor?.backwards || hasMore ? cursorOf(page.at(-1)) : undefined,
  };
}

/** How many rows were found as far as a page tells: "12", or "50+" where there are more. */
export function foundCount({ rows, previous, next }: CursorPage<unknown>): string {
  return previous || next ? `${rows.length}+` : String(rows.length);
}

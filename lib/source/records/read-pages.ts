import { setTimeout as wait } from "node:timers/promises";
import { database } from "@/lib/database";
import { storedForms } from "@/lib/email-address";
import { isDatabaseAway } from "@/lib/error";
import type { ReadingNotes, Subject } from "@/lib/source/source";

/** Where the next page starts: after the last row of the one before. */
export interface Key {
  at: Date | string;
  id: string;
}

/**
 * Reads rows by keyset, a short query per page.
 * @param read the rows after a key, in the order of the key, at most `size`.
 */
export async function* readPages<Row extends Key>(
  size: number,
  signal: AbortSignal,
  read: (after: Key | undefined, size: number) => Promise<Row[]>,
): AsyncGenerator<Row[]> {
  let after: Key | undefined;
  for (;;) {
    signal.throwIfAborted();
    const rows = await persist(() => read(after, size), signal);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (rows.length < size || !last) return;
    after = { at: last.at, id: last.id };
  }
}

/** The pages with each row as the archive has it. */
export async function* shapePages<Row, Out>(pages: AsyncIterable<Row[]>, shape: (row: Row) => Out) {
  for await (const rows of pages) yield rows.map(shape);
}

/** Which shop a row was imported from, and what it, or its customer, is known by there. */
export interface ShopRow {
  origin: string | null;
  shopId: string | null;
}

/** The pages without what a live source of the same shop has given, which is counted. */
export async function* withoutGiven<Row extends ShopRow>(pages: AsyncIterable<Row[]>, notes: ReadingNotes | undefined) {
  for await (const rows of pages) {
    const left = rows.filter(({ origin, shopId }) => !notes?.isGiven?.(origin, shopId));
    if (left.length < rows.length) notes?.replace?.(rows.length - left.length);
    if (left.length > 0) yield left.map(({ origin: _, shopId: __, ...row }) => row);
  }
}

/** The rows of one statement, prepared since it is sent for each export and page. */
export async function select<Row>(text: string, values: unknown[]): Promise<Row[]> {
  const { rows } = await database().prepared(text, values);
  return rows as Row[];
}

/** How many rows a statement counts. */
export async function count(text: string, values: unknown[]): Promise<number> {
  const [row] = await select<{ count: string | number }>(text, values);
  return Number(row?.count ?? 0);
}

/** `$1` the store, `$2` the customers, `$3` the addresses in each form that rows may hold; none match nothing. */
export function subjectValues({ storeId, customerIds, emails }: Subject): [string, string[], string[]] {
  return [storeId, customerIds, emails.flatMap(storedForms)];
}

/** A key as two values; before the first page, one that is before every row. */
export function keyValues(after: Key | undefined): [Date | string, string] {
  return after ? [after.at, after.id] : ["-infinity", "00000000-0000-0000-0000-000000000000"];
}

/**
 * Reads a page, and again if that fails, so that no row occurs twice. Waits for an unavailable database for the
 * minute that its restart may take: otherwise the archive would lack a section that could have been read.
 */
export async function persist<T>(read: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await read();
    } catch (error) {
      const pauseMs = (isDatabaseAway(error) ? PAUSES_WHILE_AWAY_MS : PAUSES_MS)[attempt];
      if (pauseMs === undefined) throw error;
      await wait(pauseMs, undefined, { signal });
    }
  }
}

const PAUSES_MS = [200, 1000];
const PAUSES_WHILE_AWAY_MS = [100, 200, 400, 1000, 2000, ...Array.from({ length: 14 }, () => 4000)];

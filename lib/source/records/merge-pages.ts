import type { Key } from "./read-pages";

/**
 * One order of two lists that are in order each, page by page: each half is read by its own index,
 * and neither is read further than the other needs.
 */
export async function* mergePages<Row extends Key & { at: Date }>(
  one: AsyncGenerator<Row[]>,
  other: AsyncGenerator<Row[]>,
): AsyncGenerator<Row[]> {
  const left = queueOf(one);
  const right = queueOf(other);
  for (;;) {
    await Promise.all([left.fill(), right.fill()]);
    // What is before the earlier end of the two has nothing unread before it.
    const merged: Row[] = [];
    while (left.rows.length > 0 && right.rows.length > 0) {
      const [a, b] = [left.rows[0] as Row, right.rows[0] as Row];
      merged.push((isBefore(a, b) ? left : right).rows.shift() as Row);
    }
    if (merged.length === 0) merged.push(...left.rows.splice(0), ...right.rows.splice(0));
    if (merged.length === 0) return;
    yield merged;
  }
}

function queueOf<Row>(pages: AsyncGenerator<Row[]>) {
  const rows: Row[] = [];
  return {
    rows,
    async fill() {
      if (rows.length > 0) return;
      const { done, value } = await pages.next();
      if (!done) rows.push(...value);
    },
  };
}

function isBefore(one: { at: Date; id: string }, other: { at: Date; id: string }): boolean {
  const difference = one.at.getTime() - other.at.getTime();
  return difference < 0 || (difference === 0 && one.id < other.id);
}

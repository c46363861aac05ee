import type { Key } from "./read-pages";

/**
 * One order of several lists that are in order each, page by page: each is read by its own index, and none is read
 * further than the others need.
 */
export async function* mergePages<Row extends Key & { at: Date }>(
  lists: AsyncGenerator<Row[]>[],
): AsyncGenerator<Row[]> {
  let queues = lists.map(queueOf);
  for (;;) {
    await Promise.all(queues.map((queue) => queue.fill()));
    queues = queues.filter((queue) => queue.rows.length > 0);
    // What is before the earliest end of them has nothing unread before it.
    const merged: Row[] = [];
    while (queues.length > 1 && queues.every((queue) => queue.rows.length > 0)) {
      const first = queues.reduce((one, other) => (isBefore(other.rows[0] as Row, one.rows[0] as Row) ? other : one));
      merged.push(first.rows.shift() as Row);
    }
    if (merged.length === 0) merged.push(...(queues[0]?.rows.splice(0) ?? []));
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

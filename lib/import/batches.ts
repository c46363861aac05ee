import type { CustomerDraft } from "./read-customer";
import type { OrderDraft } from "./read-orders";
import { RowError } from "./row";

type Draft = (CustomerDraft & { size: number }) | OrderDraft;

/** Of several drafts with one id only the first counts: with the last, each run would find two changes. */
export async function* onceEach<D extends Draft>(
  drafts: AsyncIterable<D>,
  report: (error: RowError, line: number) => void,
) {
  // Shopify's ids are numbers, which take a third of a text's memory; a file may contain millions.
  const seen = new Set<number | string>();
  for await (const draft of drafts) {
    // A part of the file's text would keep the whole chunk that it comes from.
    const short = /^[1-9]\d{0,14}$/.test(draft.key) ? Number(draft.key) : Buffer.from(draft.key).toString();
    if (!seen.has(short)) {
      seen.add(short);
      yield draft;
      continue;
    }
    const rows = "lines" in draft ? Math.max(1, draft.lines.length) : 1;
    for (let row = 0; row < rows; row++) report(new RowError("", "repeated"), draft.line);
  }
}

// The size of a transaction: small enough for short locks, large enough to be quick.
const BATCH_ROWS = 500;
const BATCH_CHARACTERS = 4 * 1024 * 1024;

export async function* batches<D extends Draft>(drafts: AsyncIterable<D>): AsyncGenerator<D[]> {
  let batch: D[] = [];
  let size = 0;
  for await (const draft of drafts) {
    batch.push(draft);
    size += draft.size;
    if (batch.length < BATCH_ROWS && size < BATCH_CHARACTERS) continue;
    yield batch;
    batch = [];
    size = 0;
  }
  if (batch.length > 0) yield batch;
}

import type { Transaction } from "@/lib/database";

/** How many rows of a batch were added, changed, or the same already, and the lines that were left out (skip-erased.ts). */
export interface Written {
  added: number;
  changed: number;
  unchanged: number;
  erasedLines: number[];
  /** How many values of customers stay as staff corrected them (lib/customer/keep-corrections.ts). */
  corrected: number;
}

/** What commits with a batch, such as the progress of its import. */
export type OnWritten<W extends Written = Written> = (transaction: Transaction, written: W) => Promise<void>;

/**
 * Finds the stored row of each draft, of which none is taken twice, and counts what storing the batch changes.
 * @param correct what of a draft stays as it is stored.
 */
export function compareBatch<Draft, Existing>(
  { drafts, erasedLines }: { drafts: Draft[]; erasedLines: number[] },
  existing: Existing[],
  match: (draft: Draft, existing: Existing[]) => Existing | undefined,
  isSame: (draft: Draft, found: Existing) => boolean,
  correct: (draft: Draft, found: Existing) => { draft: Draft; kept: number } = (draft) => ({ draft, kept: 0 }),
) {
  const unclaimed = new Set(existing);
  const written = { added: 0, changed: 0, unchanged: 0, erasedLines, corrected: 0 };
  const compared = drafts.map((said) => {
    const found = match(said, [...unclaimed]);
    if (found) unclaimed.delete(found);
    const { draft, kept } = found ? correct(said, found) : { draft: said, kept: 0 };
    written.corrected += kept;
    const isUnchanged = found !== undefined && isSame(draft, found);
    written[isUnchanged ? "unchanged" : found ? "changed" : "added"] += 1;
    return { draft, found, isUnchanged };
  });
  return { written, compared, existing };
}

import type { Keyset } from "./cursor-page";
import { type Add, allWords, nameWords, quoteWord } from "./search-query";

/** SQL that says whether a customer, or who made a request, bears each word of a name as a whole word, in any order. */
export interface WholeNames {
  /**
   * Each of the store `$1`: for a single word among the newest beside a place in the list and among those of more and
   * more time; among all.
   */
  conditions: string[];
  /** The same as the last of them, for rows that are found otherwise than by the index of words. */
  filterBy: (add: Add) => string;
}

/**
 * Reads what is searched for as a name.
 * @param newest where a page of the newest is wanted: its place. Else no condition but the last is made.
 * @returns undefined where it cannot be one.
 */
export function wholeNames(
  storeId: string,
  search: string,
  newest: { keyset: Keyset | undefined } | undefined,
  add: Add,
): WholeNames | undefined {
  const words = nameWords(storeId, search);
  // A single word of two letters is rather the beginning of one.
  if (!words || (words.length === 1 && [...search].length < 3)) return undefined;
  const keyset = newest?.keyset;
  const from = Math.floor((keyset?.at.getTime() ?? Date.now()) / PERIOD_MS);
  // Few bear a first and a last name together.
  const near = (newest && words.length === 1 ? PERIODS : []).map((count) => {
    // The newest may be of a clock that is ahead of this one.
    const periods = Array.from({ length: count + 2 }, (_, index) => from + (keyset?.backwards ? index : 1 - index));
    return periods.map((period) => quoteWord(`${words[0]}@${period}`)).join(" | ");
  });
  const queries = [...near, allWords(words)];
  return {
    conditions: queries.map(
      (query) => `${OF_STORE} AND customer_words(store_id, search_text, created_at) @@ ${add(query)}::tsquery`,
    ),
    // Not the index's own expression, and of no chance that PostgreSQL would reckon with.
    filterBy: (add) =>
      `CASE WHEN customer_words(store_id, search_text || '', created_at) @@ ${add(allWords(words))}::tsquery THEN true ELSE false END`,
  };
}

/**
 * No index answers this way of saying it. The words are the store's by themselves; told plainly, PostgreSQL would also
 * read the whole store in the trigrams' index, or go through it row by row where it believes that many bear a name.
 */
const OF_STORE = "(store_id = $1) IS TRUE";
/** As the migration has it: 6 days. */
const PERIOD_MS = 2 ** 19 * 1000;
/** Beside the one that has begun. */
const PERIODS = [1, 6, 24];

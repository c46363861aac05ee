import { database } from "@/lib/database";
import { allWords, nameWords } from "@/lib/search-terms";

/** A condition, and the value that it names by its placeholder. */
export interface ExactMatch {
  condition: (placeholder: string) => string;
  value: string;
}

/**
 * An address, a reference or a name that is typed in full, and that there is, is looked up as such: of
 * a million rows its trigrams alone are in too many. A name that very many bear is soon found otherwise.
 */
export async function exactMatch(storeId: string, search: string): Promise<ExactMatch | undefined> {
  const match = readExact(storeId, search);
  if (!match) return undefined;
  const { rows } = await database().query(
    `SELECT count(*)::int AS count FROM (SELECT 1 FROM request WHERE store_id = $1 AND ${match.condition("$2")} LIMIT ${MAX_EXACT + 1}) AS found`,
    [storeId, match.value],
  );
  const [{ count } = { count: 0 }] = rows as { count: number }[];
  return count > 0 && count <= MAX_EXACT ? match : undefined;
}

const MAX_EXACT = 500;

function readExact(storeId: string, search: string): ExactMatch | undefined {
  if (search.includes("@")) return { condition: (value) => `email_normalized = ${value}`, value: search };
  if (search.startsWith("dr-")) return { condition: (value) => `reference = ${value}`, value: search.toUpperCase() };
  const words = nameWords(storeId, search);
  // A single word may be in the address of a guest who is no customer, and whom the index of names does not hold.
  return words && words.length > 1 ? { condition: bearsNames, value: allWords(words) } : undefined;
}

/** Says what the index of names says, without which each row would be asked. */
function bearsNames(value: string) {
  return `customer_name IS NOT NULL AND name_words(store_id, search_text) @@ ${value}::tsquery`;
}

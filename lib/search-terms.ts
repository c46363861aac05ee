import { foldText } from "./search-text";

/** Words of a search beyond these are ignored. */
const MAX_WORDS = 8;
const MAX_LENGTH = 200;

/** A searched text as it is looked up: folded, without what no text holds. */
export function readSearch(text: string | undefined): string {
  return foldText((text ?? "").slice(0, MAX_LENGTH).replace(/\p{Cc}/gu, " "));
}

/**
 * The condition that a row's `search_text` holds each word of a search. From three letters on a word
 * is found anywhere; shorter ones only where a word begins, for trigrams know no other place of them.
 * @param add takes a value and answers its placeholder, such as "$3".
 */
export function searchCondition(search: string, add: (value: string) => string): string {
  const words = [...new Set(search.split(" ").filter(Boolean))].slice(0, MAX_WORDS);
  return words
    .map((word) => {
      const literal = word.replace(/[\\%_]/g, "\\$&");
      if ([...word].length >= 3) return `search_text LIKE ${add(`%${literal}%`)}`;
      return `(search_text LIKE ${add(`${literal}%`)} OR search_text LIKE ${add(`% ${literal}%`)})`;
    })
    .join(" AND ");
}

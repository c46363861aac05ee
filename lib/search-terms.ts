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

/**
 * Several words of a name, as a query of what the migration's name_words() makes of a row: each is a
 * whole word there, in any order. Each stands behind six signs of the store.
 * @returns undefined where what is searched for cannot be that.
 */
export function wholeNames(storeId: string, search: string): string | undefined {
  const words = [...new Set(search.split(" ").filter(Boolean))];
  if (words.length < 2 || words.length > MAX_WORDS || !words.every((word) => /^[^\d@]{1,100}$/u.test(word)))
    return undefined;
  return words.map((word) => `'${(storeId.slice(-6) + word).replace(/['\\]/g, "$&$&")}'`).join(" & ");
}

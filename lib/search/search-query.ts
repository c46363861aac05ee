import { foldText } from "./fold-text";

/** Takes a value of a statement and answers its placeholder, such as "$3". */
export type Add = (value: unknown) => string;

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
 */
export function searchCondition(search: string, add: Add): string {
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
 * The words of a name as the migrations' customer_words() has them: each behind six signs of its store.
 * @returns undefined where what is searched for cannot be a name.
 */
export function nameWords(storeId: string, search: string): string[] | undefined {
  const words = [...new Set(search.split(" ").filter(Boolean))];
  if (words.length === 0 || words.length > MAX_WORDS || !words.every((word) => /^[^\d@]{1,100}$/u.test(word)))
    return undefined;
  return words.map((word) => storeId.slice(-6) + word);
}

/** Whether what is searched for can be a name: then those who have its words whole are found alone, until parts are wanted. */
export function canBeName(search: string): boolean {
  return nameWords("", search) !== undefined;
}

/** A query of PostgreSQL's text search for rows that hold each of the words, whatever signs stand in them. */
export function allWords(words: string[]): string {
  return words.map(quoteWord).join(" & ");
}

/** A word in such a query. */
export function quoteWord(word: string): string {
  return `'${word.replace(/['\\]/g, "$&$&")}'`;
}

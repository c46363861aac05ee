import { readEmailAddress } from "@/lib/email-address";
import { phoneDigits } from "@/lib/phone-number";
import { truncate } from "@/lib/storable-text";
import type { AddValue } from "./cursor-page";
import { foldText, joinSpellings } from "./fold-text";

/** Words of a search beyond these are ignored. */
const MAX_WORDS = 8;
const MAX_LENGTH = 200;

/** What was typed into a search, or is in a URL: trimmed, truncated, without control characters. */
export function cleanQuery(typed: unknown): string {
  return truncate(typeof typed === "string" ? typed : "", MAX_LENGTH)
    .replace(/\p{Cc}/gu, " ")
    .trim();
}

/** The same folded, as the texts are in which it is looked for. */
export function normalizeQuery(typed: string | undefined): string {
  return foldText(cleanQuery(typed));
}

/**
 * The condition that a row's `search_text` contains each word of a search. From three letters on a word
 * is found anywhere; shorter ones only where a word begins, since trigrams know no other place of them.
 * A number is found however it is spaced.
 */
export function matchesWords(typed: string, add: AddValue): string {
  const words = [...new Set(normalizeQuery(typed).split(" "))].filter(Boolean).slice(0, MAX_WORDS);
  const digits = readDigits(typed);
  if (digits && words.length > 1) return matchesWord(digits, add);
  const each = words.map((word) => matchesWord(word, add)).join(" AND ");
  return digits && digits !== words[0] ? `(${each} OR ${matchesWord(digits, add)})` : each;
}

/** A whole email address, in its normal form; undefined where something else was typed. */
export function readAddress(typed: string): string | undefined {
  const { normalized, mailable } = readEmailAddress(cleanQuery(typed));
  return mailable ? normalized : undefined;
}

/** A phone number's digits without what a country puts before them; undefined for anything else and for few digits. */
export function readPhone(typed: string): string | undefined {
  const digits = readDigits(typed);
  return digits && digits.length >= MIN_PHONE_DIGITS ? digits : undefined;
}

/** The digits of a phone number or a postal code that is typed whole or in part. */
function readDigits(typed: string): string | undefined {
  const digits = typed.replace(/\D/g, "");
  if (digits.length < 5 || !/^[\d\s+()./-]+$/.test(typed)) return undefined;
  // Postal codes are shorter, and a zero at their beginning is part of them.
  return digits.length < MIN_PHONE_DIGITS ? digits : phoneDigits(typed, undefined);
}

const MIN_PHONE_DIGITS = 6;

function matchesWord(word: string, add: AddValue): string {
  const isLong = (text: string) => [...text].length >= 3;
  // One expression, which the trigram index answers in one scan; two LIKEs take one scan each.
  if (!isLong(word)) return `search_text ~ ${add(`(^| )${word.replace(/[^\p{L}\p{N}]/gu, "\\$&")}`)}`;
  const literal = (text: string) => text.replace(/[\\%_]/g, "\\$&");
  const spellings = [...new Set([word, joinSpellings(word)])].filter(isLong);
  const matches = spellings.map((spelling) => `search_text LIKE ${add(`%${literal(spelling)}%`)}`);
  return matches.length > 1 ? `(${matches.join(" OR ")})` : matches.join();
}

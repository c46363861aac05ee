import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { domainForms, readEmailAddress } from "@/lib/email-address";
import { foldText, joinSpellings } from "@/lib/search/fold-text";
import type { Kind } from "@/lib/section/field";

/** Whether a text is a value, or holds it among other words; undefined where it does neither. */
type ValueMatch = "whole" | "part" | undefined;
export type ValueMatcher = (text: string) => ValueMatch;

/**
 * Recognizes a value however it is written: a phone number with or without its country's code and zeros, an email
 * address in either form of its domain, any other text without regard to case, accents and spaces. A text that was
 * percent-encoded, or escaped for HTML or JSON, is read as what it says.
 * @param kind the field that holds the value; without one it is told by its look.
 * @param country where a phone number was written, if that is known.
 */
export function valueMatcher(value: string, kind?: Kind, country?: CountryCode): ValueMatcher {
  const written = plain(value).trim();
  const match =
    (kind !== "phone" && emailMatcher(written)) ||
    (kind === "phone" || PHONE.test(written) ? phoneMatcher(written, country) : undefined) ||
    textMatcher(written, kind === "personName");
  return (text) => {
    const shown = plain(text);
    const found = match(shown);
    if (found || !ENCODED.test(shown)) return found;
    return match(plain(decode(shown))) && "part";
  };
}

const PHONE = /^\+?[\d\s()./-]{6,30}$/;
const ENCODED = /%[0-9a-f]{2}|&#|\\u[0-9a-f]{4}/i;
/** At most four signs between two digits, as in "0171 / 23 45". */
const GAP = "[^\\p{L}\\p{N}]{0,4}";
const MIN_PHONE_DIGITS = 5;

/** A text as it reads: one form of each letter and digit, nothing invisible. */
function plain(text: string): string {
  if (ASCII.test(text)) return text;
  const composed = text.normalize("NFKC").replace(/\p{Cf}/gu, "");
  return composed.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
}

/** Only ASCII, and white space of any kind. */
const ASCII = /^[ -~\s]*$/;

function decode(text: string): string {
  const character = (code: number) => (code <= 0x10ffff ? String.fromCodePoint(code) : "");
  return text
    .replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
      try {
        return decodeURIComponent(encoded);
      } catch {
        return encoded;
      }
    })
    .replace(/&#x([0-9a-f]{1,6});/gi, (_, hex) => character(Number.parseInt(hex, 16)))
    .replace(/&#(\d{1,7});/g, (_, decimal) => character(Number(decimal)))
    .replace(/\\u([0-9a-f]{4})/gi, (_, hex) => character(Number.parseInt(hex, 16)));
}

function emailMatcher(value: string): ValueMatcher | undefined {
  if (!readEmailAddress(value).mailable) return undefined;
  const forms = domainForms(value).map((form) => form.normalize("NFKC"));
  const escaped = forms.map((form) => form.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"));
  // No further letters at either side: "joanna@mail.example" is not "anna@mail.example".
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}\\p{M}][._+-]{0,3})(?:${escaped.join("|")})(?![\\p{L}\\p{N}\\p{M}-]|\\.[\\p{L}\\p{N}])`,
    "u",
  );
  return (text) => {
    if (!text.includes("@")) return undefined;
    const lower = text.toLowerCase();
    if (!pattern.test(lower)) return undefined;
    return forms.includes(lower.trim()) ? "whole" : "part";
  };
}

function phoneMatcher(value: string, country: CountryCode | undefined): ValueMatcher | undefined {
  const digits = value.replace(/\D/g, "");
  const { code, national } = readPhone(value.replace(/^\(?00/, "+"), digits, country);
  if (national.length < MIN_PHONE_DIGITS) return undefined;
  const trunk = code === "7" ? "8" : code === "36" ? "06" : "0";
  // Not where another country's code comes before it.
  const foreign = code ? `(?<!(?:\\+|(?<!\\p{N})00)\\p{N}{1,3}${GAP}(?:0${GAP})?)` : "";
  const pattern = new RegExp(
    `(?<!\\p{N})${foreign}(?:(?:00${GAP})?${code ?? "[1-9]\\d{0,2}"}${GAP})?(?:${trunk}${GAP})?${[...national].join(GAP)}(?!\\p{N})`,
    "u",
  );
  return (text) => {
    if (text.length < national.length) return undefined;
    const [found] = pattern.exec(text) ?? [];
    if (found === undefined) return undefined;
    return signs(found) === signs(text) ? "whole" : "part";
  };
}

/** The code of a number's country, where that is certain, and the rest of it without zeros at the beginning. */
function readPhone(value: string, digits: string, country: CountryCode | undefined) {
  const international = value.startsWith("+");
  const parsed = parsePhoneNumberFromString(value, country);
  const number = parsed && (international || parsed.isValid()) ? parsed : parsePhoneNumberFromString(`+${digits}`);
  const isKnown = number && (number === parsed || (!digits.startsWith("0") && number.isValid()));
  const code = isKnown ? number.countryCallingCode : undefined;
  return { code, national: (isKnown ? number.nationalNumber : digits).replace(/^0+/, "") };
}

function signs(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, "");
}

function textMatcher(value: string, isName: boolean): ValueMatcher {
  const words = wordsOf(value);
  const last = words.at(-1) ?? "";
  // "Weiß, Anna" is "Anna Weiß".
  const orders =
    isName && words.length > 1 ? [words, [last, ...words.slice(0, -1)], [...words.slice(1), words[0] ?? ""]] : [words];
  const raw = new Set(orders.map((order) => order.join("")));
  const spelled = new Set(
    orders.flatMap((order) => [order.map(joinSpellings).join(""), joinSpellings(order.join(""))]),
  );
  const isSpelled = [...spelled].some((one) => !raw.has(one));
  if (words.length === 0) return (text) => (text.trim() === value && value !== "" ? "whole" : undefined);
  return (text) => {
    const held = wordsOf(text);
    return (
      matchWords(held, raw) ?? (PAIR.test(text) || isSpelled ? matchWords(held.map(joinSpellings), spelled) : undefined)
    );
  };
}

function wordsOf(text: string): string[] {
  // A million lines of orders are read: most of their texts need no folding.
  if (ASCII.test(text)) return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return foldText(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

/** Where two spellings of a letter may be: see `joinSpellings`. */
const PAIR = /a[ae]|[ou]e|[^ -~]/i;

/** Looks for texts that begin where a word does, across spaces. */
function matchWords(words: string[], wanted: Set<string>): ValueMatch {
  const text = words.join("");
  if (wanted.has(text)) return "whole";
  let starts: Set<number> | undefined;
  for (const one of wanted)
    for (let at = text.indexOf(one); at >= 0; at = text.indexOf(one, at + 1)) {
      starts ??= startsOf(words);
      const end = at + one.length;
      if ((starts.has(at) || UNSPACED.test(one)) && (starts.has(end) || mayContinue(one, text[end] ?? "")))
        return "part";
    }
  return undefined;
}

function startsOf(words: string[]): Set<number> {
  const starts = new Set<number>();
  let at = 0;
  for (const word of words) {
    starts.add(at);
    at += word.length;
  }
  return starts.add(at);
}

/** Whether a word that begins like the value is the value: "Müllers" is, but not "Annex" for "Ann", and 1002 is no 100. */
function mayContinue(value: string, next: string): boolean {
  if (UNSPACED.test(value)) return true;
  return value.length >= 4 && !(/\p{N}$/u.test(value) && /\p{N}/u.test(next));
}

/** Scripts that are written without spaces between words. */
const UNSPACED = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

import { domainForms } from "@/lib/email-address";

/**
 * Folds a text for searching, so that accents and case do not matter: NFKD without marks, lower
 * case, letters that Unicode does not decompose written out, single spaces.
 */
export function foldText(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[ßøłđðþæœıŋħ]/g, (letter) => SPELLED_OUT[letter] ?? letter)
    .replace(/\s+/g, " ")
    .trim();
}

/**
 * Gives the spellings that people use for one letter (Müller and Mueller, Ødegård and Oedegaard) the
 * same form, by leaving out the second letter of each such pair in a folded text.
 */
export function joinSpellings(folded: string): string {
  return folded.replace(/(a)[ae]|([ou])e/g, "$1$2");
}

/**
 * What a row is found by: the words of its texts in each of their spellings, and of numbers, such as
 * phone numbers and postal codes, also what is left without spaces and punctuation. An email address is found by its
 * domain in Unicode and in ASCII.
 */
export function buildSearchText(
  written: (string | null | undefined)[],
  numbers: (string | null | undefined)[] = [],
): string {
  const texts = written.flatMap((text) => (text?.includes("@") ? [text, ...domainForms(text)] : [text]));
  const found = new Set<string>();
  for (const text of [...texts, ...numbers]) if (text) for (const word of foldText(text).split(" ")) found.add(word);
  for (const number of numbers) if (number) found.add(foldText(number).replace(/[^\p{L}\p{N}]/gu, ""));
  for (const text of texts) if (text) for (const word of foldText(spellOutUmlauts(text)).split(" ")) found.add(word);
  for (const word of [...found]) found.add(joinSpellings(word));
  return [...found].filter(Boolean).join(" ");
}

/** An order's name as the search by order number compares it: without "#", in lower case. */
export function normalizeOrderName(name: string): string {
  return name.trim().replace(/^#/, "").normalize("NFC").toLowerCase();
}

/** Müller as people write it who have no such key: Mueller. */
function spellOutUmlauts(text: string): string {
  return text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[äöüøå]/g, (letter) => (letter === "å" ? "aa" : `${letter === "ø" ? "o" : foldText(letter)}e`));
}

const SPELLED_OUT: Record<string, string> = {
  ß: "ss",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  æ: "ae",
  œ: "oe",
  ı: "i",
  ŋ: "n",
  ħ: "h",
};

/**
 * Folds a text for searching, so that accents and case do not matter: NFKD without marks, lower
 * case, the letters that Unicode does not decompose written out, single spaces. Both the stored
 * text and what a merchant types pass through here.
 */
export function foldText(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[ßøłđðþæœıŋħ]/g, (letter) => WRITTEN_OUT[letter] ?? letter)
    .replace(/\s+/g, " ")
    .trim();
}

/** What a row is found by: its texts, folded, each once; phone numbers also as digits alone. */
export function searchText(texts: (string | null | undefined)[], phones: (string | null | undefined)[] = []): string {
  const digits = phones.map((phone) => phone?.replace(/\D/g, ""));
  const folded = [...texts, ...phones, ...digits].flatMap((text) => (text ? [foldText(text)] : []));
  return [...new Set(folded)].filter(Boolean).join(" ");
}

/** An order's name as the search by order number compares it: without "#", in lower case. */
export function normalizeOrderName(name: string): string {
  return name.trim().replace(/^#/, "").normalize("NFC").toLowerCase();
}

const WRITTEN_OUT: Record<string, string> = {
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

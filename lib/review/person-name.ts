import { foldText } from "@/lib/search/fold-text";

/** The words of a name, without accents, case and signs. */
export function nameWords(name: string | null | undefined): string[] {
  if (!name) return [];
  return foldText(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

/**
 * Whether two names may be one person's: in either order, with or without further names, or with initials. "A. Weiß" is
 * "Anna Weiß", "Weiß, Anna Maria" too; "Bernd Weiß" is not.
 */
export function isSameName(one: string[], other: string[]): boolean {
  const [shorter, longer] = one.length <= other.length ? [one, other] : [other, one];
  return shorter.length > 0 && shorter.every((word) => longer.some((candidate) => isSameWord(word, candidate)));
}

function isSameWord(one: string, other: string): boolean {
  if (one.length === 1 || other.length === 1) return one[0] === other[0];
  return one === other;
}

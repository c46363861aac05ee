import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import { env } from "./env";

/** The cipher for everything that Dossier encrypts: NIST SP 800-38D, 96-bit nonces, 128-bit tags. */
export const CIPHER = "aes-256-gcm";

/**
 * Encrypts a short secret under the first ENCRYPTION_KEY. The result names its key, so that keys can
 * be rotated: `v1.KEY.NONCE.CIPHERTEXT.TAG`, base64url.
 * @param purpose bound to the ciphertext: a value moved to another column or row does not decrypt.
 */
export function wrapSecret(secret: Uint8Array, purpose: string): string {
  const key = env().encryptionKeys[0];
  if (!key) throw new Error("ENCRYPTION_KEY is needed here");
  const nonce = randomBytes(12);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(purpose));
  const bytes = Buffer.concat([cipher.update(secret), cipher.final()]);
  return ["v1", keyId(key), ...[nonce, bytes, cipher.getAuthTag()].map((part) => part.toString("base64url"))].join(".");
}

/** Decrypts what `wrapSecret` returned. @throws if its key is missing from ENCRYPTION_KEY or it was tampered with. */
export function unwrapSecret(wrapped: string, purpose: string): Buffer {
  const [version, id, nonce, bytes, tag] = wrapped.split(".");
  if (version !== "v1" || !nonce || !tag || bytes === undefined) throw new Error("not a wrapped secret");
  const key = env().encryptionKeys.find((candidate) => keyId(candidate) === id);
  if (!key) throw new Error(`ENCRYPTION_KEY holds no key ${id}`);
  const decipher = createDecipheriv(CIPHER, key, Buffer.from(nonce, "base64url"))
    .setAAD(Buffer.from(purpose))
    .setAuthTag(Buffer.from(tag, "base64url"));
  return Buffer.concat([decipher.update(Buffer.from(bytes, "base64url")), decipher.final()]);
}

/**
 * A hash of a short secret that cannot be brute-forced without ENCRYPTION_KEY: HMAC-SHA-256 under a key
 * derived from the first one.
 * @param purpose bound to the hash: it matches for no other column or row.
 */
export function keyedHash(secret: string, purpose: string): Uint8Array<ArrayBuffer> {
  const key = env().encryptionKeys[0];
  if (!key) throw new Error("ENCRYPTION_KEY is needed here");
  return hashUnder(key, secret, purpose);
}

/** Whether a hash is the `keyedHash` of this secret under any of the keys; takes the same time either way. */
export function matchesKeyedHash(hash: Uint8Array, secret: string, purpose: string): boolean {
  const matches = env().encryptionKeys.map((key) => {
    const expected = hashUnder(key, secret, purpose);
    return expected.length === hash.length && timingSafeEqual(expected, hash);
  });
  return matches.includes(true);
}

function hashUnder(key: Buffer, secret: string, purpose: string): Uint8Array<ArrayBuffer> {
  const derived = Buffer.from(hkdfSync("sha256", key, "", `dossier keyed hash ${purpose}`, 32));
  return new Uint8Array(createHmac("sha256", derived).update(secret).digest());
}

/** The id of the key that wrapped a secret. It reveals nothing about the key. */
export function wrappingKeyId(wrapped: string): string {
  return wrapped.split(".")[1] ?? "";
}

/** The id of a key, in wrapped secrets and in `keys:status`: 32 bits of its hash. */
export function keyId(key: Buffer): string {
  return createHash("sha256").update("dossier key id").update(key).digest("hex").slice(0, 8);
}

import { createCipheriv, createDecipheriv } from "node:crypto";
import { CIPHER } from "@/lib/crypto";

/** Which chunk of which export. Each build of an export has a key of its own, so a place is used once a key. */
export interface ChunkPlace {
  exportId: string;
  file: number;
  sequence: number;
  /** Whether the file ends with it: a file that was cut off does not decrypt. */
  last: boolean;
}

const TAG_BYTES = 16;

/**
 * Encrypts one chunk: ciphertext, then the tag. The nonce is the chunk's place, which never comes
 * twice under one key (NIST SP 800-38D, 8.2.1), and the place is authenticated with it: a chunk that
 * was moved, from another export or another position, does not decrypt.
 */
export function encryptChunk(key: Buffer, place: ChunkPlace, bytes: Uint8Array): Buffer {
  const cipher = createCipheriv(CIPHER, key, nonce(place)).setAAD(aad(place));
  return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

/** The bytes of one chunk. @throws when it was changed, moved, or encrypted under another key. */
export function decryptChunk(key: Buffer, place: ChunkPlace, bytes: Uint8Array): Buffer {
  const end = bytes.byteLength - TAG_BYTES;
  const decipher = createDecipheriv(CIPHER, key, nonce(place), { authTagLength: TAG_BYTES })
    .setAAD(aad(place))
    .setAuthTag(bytes.subarray(end));
  const plain = decipher.update(bytes.subarray(0, end));
  decipher.final(); // throws when the tag does not fit; of GCM it gives no further bytes
  return plain;
}

function nonce({ file, sequence }: ChunkPlace): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(file, 0);
  bytes.writeBigUInt64BE(BigInt(sequence), 4);
  return bytes;
}

function aad({ exportId, file, sequence, last }: ChunkPlace): Buffer {
  return Buffer.from(`${exportId}/${file}/${sequence}${last ? "/last" : ""}`);
}

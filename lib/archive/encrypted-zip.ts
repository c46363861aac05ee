import { ReadableStream as NodeStream } from "node:stream/web";
import { ZipWriter } from "@zip.js/zip.js";
import type { ZipFile } from "./archive-zip";

/** WinZip's AES with keys of 256 bits (APPNOTE.TXT 4.5, https://www.winzip.com/en/support/aes-encryption/). */
const AES_256 = 3;
const DEFLATE = 8;

/**
 * The zip of files that are deflated already, each encrypted with a password as AE-2 has it. A piece
 * is read when the reader has taken those before it, so that memory does not grow with the size.
 * @param bytesOf the deflated bytes of a file, in order; what it throws breaks the stream.
 */
export function encryptedZip<File extends ZipFile>(
  files: File[],
  madeAt: Date,
  password: string,
  bytesOf: (file: File) => AsyncIterable<Uint8Array>,
): ReadableStream<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const zip = new ZipWriter(writable, {
    password,
    encryptionStrength: AES_256,
    // Compressed as it is, encrypted here.
    passThrough: "compressed",
    compressionMethod: DEFLATE,
    lastModDate: madeAt,
    // The times of other systems would tell the server's zone.
    extendedTimestamp: false,
    keepOrder: true,
    useWebWorkers: false,
  });
  write().catch((error) => writable.abort(error).catch(() => {}));
  return readable;

  async function write() {
    for (const file of files)
      await zip.add(file.path, NodeStream.from(bytesOf(file)) as ReadableStream<Uint8Array>, {
        uncompressedSize: Number(file.sizeBytes),
      });
    await zip.close();
  }
}

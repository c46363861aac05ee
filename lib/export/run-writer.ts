import { createHash } from "node:crypto";
import { once } from "node:events";
import { crc32, createDeflateRaw } from "node:zlib";
import { database, prisma } from "@/lib/database";
import { encryptChunk } from "./chunk-cipher";

// Large enough that a gigabyte is four thousand rows, small enough that several open files are little memory.
const CHUNK_BYTES = 256 * 1024;
const WRITE_BYTES = 64 * 1024;

/** What manifest.json says of a finished file. */
export interface WrittenFile {
  path: string;
  sizeBytes: number;
  sha256: string;
}

/** One file of an archive while it grows: a zip cannot interleave its files, runs of chunks can. */
export interface RunWriter {
  path: string;
  /** Resolves when more may be written: the caller waits, so that memory does not grow. */
  write(text: string): Promise<void>;
  /** Ends the file and records it. */
  close(): Promise<WrittenFile>;
}

/**
 * Opens a file of an export: what is written is deflated, cut into chunks, each encrypted and put
 * into the database.
 */
export function openRun(
  target: { storeId: string; exportId: string; key: Buffer },
  number: number,
  path: string,
): RunWriter {
  const { storeId, exportId, key } = target;
  const deflate = createDeflateRaw();
  const hash = createHash("sha256");
  let crc = 0;
  let sizeBytes = 0;
  let compressedSizeBytes = 0;
  let sequence = 0;
  let texts: string[] = [];
  let textLength = 0;
  let deflated: Buffer[] = [];
  let deflatedLength = 0;

  deflate.on("data", (bytes: Buffer) => {
    deflated.push(bytes);
    deflatedLength += bytes.length;
  });

  async function push() {
    if (textLength === 0) return;
    const bytes = Buffer.from(texts.join(""));
    texts = [];
    textLength = 0;
    crc = crc32(bytes, crc);
    hash.update(bytes);
    sizeBytes += bytes.length;
    if (!deflate.write(bytes)) await once(deflate, "drain");
    if (deflatedLength >= CHUNK_BYTES) await store(false);
  }

  /** Stores whole chunks, and at the end of the file what is left. */
  async function store(last: boolean) {
    let bytes = Buffer.concat(deflated);
    while (bytes.length >= CHUNK_BYTES || (last && bytes.length > 0)) {
      const chunk = bytes.subarray(0, CHUNK_BYTES);
      bytes = bytes.subarray(chunk.length);
      await database().query(
        "INSERT INTO export_chunk (store_id, export_id, file, sequence, bytes) VALUES ($1, $2, $3, $4, $5)",
        [storeId, exportId, number, sequence, encryptChunk(key, { exportId, file: number, sequence }, chunk)],
      );
      compressedSizeBytes += chunk.length;
      sequence += 1;
    }
    deflated = bytes.length > 0 ? [Buffer.from(bytes)] : [];
    deflatedLength = bytes.length;
  }

  return {
    path,
    async write(text) {
      texts.push(text);
      textLength += text.length;
      if (textLength >= WRITE_BYTES) await push();
    },
    async close() {
      await push();
      deflate.end();
      await once(deflate, "end");
      await store(true);
      const sha256 = hash.digest("hex");
      await prisma().exportFile.create({
        data: {
          storeId,
          exportId,
          number,
          path,
          sizeBytes,
          compressedSizeBytes,
          crc32: crc,
          sha256,
          chunkCount: sequence,
        },
        select: { number: true },
      });
      return { path, sizeBytes, sha256 };
    },
  };
}

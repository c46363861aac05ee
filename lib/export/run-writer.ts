import { createHash } from "node:crypto";
import { once } from "node:events";
import { finished } from "node:stream/promises";
import { crc32, createDeflateRaw } from "node:zlib";
import type { ChunkStore } from "./chunk-store";

/**
 * The deflated bytes of every chunk but a file's last, in what is stored already too: large enough that
 * a gigabyte is four thousand rows, small enough that several open files are little memory.
 */
export const CHUNK_BYTES = 256 * 1024;
const WRITE_BYTES = 64 * 1024;
// What may wait for the deflating thread while the next rows are read.
const BACKLOG_BYTES = 1024 * 1024;

/** A finished file, as its row records it. */
export interface WrittenFile {
  number: number;
  path: string;
  sizeBytes: number;
  compressedSizeBytes: number;
  crc32: number;
  /** Lower-case hex. */
  sha256: string;
  chunkCount: number;
}

/** One file of an archive while it grows: a zip cannot interleave its files, runs of chunks can. */
export interface RunWriter {
  /** Resolves when more may be written: the caller waits, so that memory does not grow. */
  write(text: string): Promise<void>;
  /** Ends the file. */
  close(): Promise<WrittenFile>;
}

/** Opens a file of an export: what is written is deflated and cut into chunks. */
export function openRun(chunks: ChunkStore, number: number, path: string): RunWriter {
  const deflate = createDeflateRaw(Object.assign({ level: 6 }, { writableHighWaterMark: BACKLOG_BYTES }));
  const deflated = finished(deflate);
  // close() waits for it: until then it is no unhandled rejection.
  deflated.catch(() => {});
  const hash = createHash("sha256");
  let crc = 0;
  let sizeBytes = 0;
  let compressedSizeBytes = 0;
  let sequence = 0;
  let texts: string[] = [];
  let textLength = 0;
  let pieces: Buffer[] = [];
  let piecesBytes = 0;

  deflate.on("data", (bytes: Buffer) => {
    pieces.push(bytes);
    piecesBytes += bytes.length;
  });

  async function push() {
    if (textLength === 0) return;
    const bytes = Buffer.from(texts.join(""));
    texts = [];
    textLength = 0;
    crc = crc32(bytes, crc);
    hash.update(bytes);
    sizeBytes += bytes.length;
    if (deflate.errored) throw deflate.errored;
    if (!deflate.write(bytes)) await once(deflate, "drain");
    // At least a byte stays behind, so that the last chunk is known when it comes.
    while (piecesBytes > CHUNK_BYTES) await putChunk(CHUNK_BYTES, false);
  }

  async function putChunk(size: number, last: boolean) {
    const bytes = Buffer.concat(pieces);
    const rest = bytes.subarray(size);
    pieces = rest.length > 0 ? [rest] : [];
    piecesBytes = rest.length;
    compressedSizeBytes += bytes.length - rest.length;
    await chunks.put(number, sequence++, last, bytes.subarray(0, size));
  }

  return {
    async write(text) {
      texts.push(text);
      textLength += text.length;
      if (textLength >= WRITE_BYTES) await push();
    },
    async close() {
      await push();
      deflate.end();
      await deflated;
      while (piecesBytes > CHUNK_BYTES) await putChunk(CHUNK_BYTES, false);
      await putChunk(CHUNK_BYTES, true);
      return {
        number,
        path,
        sizeBytes,
        compressedSizeBytes,
        crc32: crc,
        sha256: hash.digest("hex"),
        chunkCount: sequence,
      };
    },
  };
}

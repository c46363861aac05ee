import { createHash } from "node:crypto";
import { once } from "node:events";
import { finished } from "node:stream/promises";
import { crc32, createDeflateRaw, type DeflateRaw, deflateRawSync } from "node:zlib";
import type { ChunkStore } from "./chunk-store";

/**
 * The deflated bytes of every chunk but a file's last, in what is stored already too: large enough that
 * a gigabyte is four thousand rows, small enough that several open files are little memory.
 */
export const CHUNK_BYTES = 256 * 1024;
// What is deflated at a time, and what a file that is open holds at least.
const WRITE_BYTES = 64 * 1024;
// A third of level 6's time for a fifth more bytes.
const LEVEL = 3;
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

/** One file of an archive while it is written: a zip cannot interleave its entries, their chunks in the database can. */
export interface EntryWriter {
  /** Takes a text. Call `settle` after each page of rows, so that memory does not grow. */
  add(text: string): void;
  /** Takes bytes, which must not change afterwards. Call `settle` after each. */
  addBytes(bytes: Buffer): void;
  /** Resolves when more may be added. */
  settle(): Promise<void>;
  /** Ends the file. */
  close(): Promise<WrittenFile>;
}

/**
 * Opens a file of an export: what is added is deflated and cut into chunks. Texts become bytes at once, since joining
 * many short ones later costs more than all else.
 */
export function openEntry(chunks: ChunkStore, number: number, path: string): EntryWriter {
  let stream: { deflate: DeflateRaw; deflated: Promise<void> } | undefined;
  const hash = createHash("sha256");
  let crc = 0;
  let sizeBytes = 0;
  let compressedSizeBytes = 0;
  let sequence = 0;
  let begun = Buffer.allocUnsafeSlow(WRITE_BYTES);
  let begunBytes = 0;
  let pieces: Buffer[] = [];
  let piecesBytes = 0;

  function take(bytes: Buffer) {
    pieces.push(bytes);
    piecesBytes += bytes.length;
  }

  function openStream() {
    const deflate = createDeflateRaw(Object.assign({ level: LEVEL }, { writableHighWaterMark: BACKLOG_BYTES }));
    deflate.on("data", take);
    const deflated = finished(deflate);
    // close() waits for it: until then it is no unhandled rejection.
    deflated.catch(() => {});
    return { deflate, deflated };
  }

  function check(bytes: Buffer) {
    crc = crc32(bytes, crc);
    hash.update(bytes);
    sizeBytes += bytes.length;
  }

  function push(bytes: Buffer) {
    if (bytes.length === 0) return;
    check(bytes);
    stream ??= openStream();
    stream.deflate.write(bytes);
  }

  function pushBegun() {
    push(begun.subarray(0, begunBytes));
    begun = Buffer.allocUnsafeSlow(WRITE_BYTES);
    begunBytes = 0;
  }

  async function putChunk(size: number, last: boolean) {
    const bytes = Buffer.concat(pieces);
    const rest = bytes.subarray(size);
    pieces = rest.length > 0 ? [rest] : [];
    piecesBytes = rest.length;
    compressedSizeBytes += bytes.length - rest.length;
    await chunks.put(number, sequence++, last, bytes.subarray(0, size));
  }

  // At least a byte is kept back, so that the last chunk is known when it comes.
  async function putFullChunks() {
    while (piecesBytes > CHUNK_BYTES) await putChunk(CHUNK_BYTES, false);
  }

  return {
    add(text) {
      // A unit of UTF-16 takes three bytes at most.
      const maxBytes = text.length * 3;
      if (begunBytes + maxBytes > WRITE_BYTES) pushBegun();
      if (maxBytes > WRITE_BYTES) push(Buffer.from(text));
      else begunBytes += begun.write(text, begunBytes);
    },
    addBytes(bytes) {
      if (begunBytes > 0) pushBegun();
      push(bytes);
    },
    async settle() {
      if (stream?.deflate.errored) throw stream.deflate.errored;
      if (stream?.deflate.writableNeedDrain) await once(stream.deflate, "drain");
      await putFullChunks();
    },
    async close() {
      const rest = begun.subarray(0, begunBytes);
      if (stream) {
        push(rest);
        stream.deflate.end();
        await stream.deflated;
      } else {
        // A small file: faster here than on a thread.
        check(rest);
        take(deflateRawSync(rest, { level: LEVEL }));
      }
      await putFullChunks();
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

import { Readable } from "node:stream";
import { type ByteRange, zipArchive } from "./archive-zip";
import type { ExportKey } from "./export-key";
import { type FoundArchive, findArchive } from "./find-archive";
import { readEntries } from "./read-entries";

/** A zip that is put together while it is read. */
interface Archive {
  stream: ReadableStream<Uint8Array>;
  sizeBytes: bigint;
  /** Of fixed words and the reference. */
  fileName: string;
}

/**
 * Opens a ready export's archive.
 * @returns null where there is no such export in the store, or its bytes are not there (any more).
 */
export async function openArchive(target: ExportKey): Promise<Archive | null> {
  const archive = await findArchive(target);
  return archive && { ...archive, stream: toStream(streamArchive(archive)) };
}

/**
 * The bytes of an archive: chunks are read and decrypted as the reader asks for them, so that memory does not grow
 * with the size. A chunk that is missing, moved or changed breaks the stream.
 * @param range the bytes that are wanted; all of them by default.
 * @param check called between the queries for chunks; what it throws breaks the stream off.
 */
export function streamArchive(
  archive: FoundArchive,
  { range, check }: { range?: ByteRange; check?: () => Promise<void> } = {},
): AsyncGenerator<Uint8Array> {
  return zipArchive(archive.files, archive.madeAt, readEntries(archive, check), range);
}

/** What a route answers with: read no faster than its reader reads. */
export function toStream(bytes: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  return Readable.toWeb(
    Readable.from(bytes, { objectMode: false, highWaterMark: 256 * 1024 }),
  ) as ReadableStream<Uint8Array>;
}

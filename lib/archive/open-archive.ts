import { Readable } from "node:stream";
import type { ExportKey } from "./export-key";
import { findArchive } from "./find-archive";
import { streamArchive } from "./stream-archive";

/** A zip that is put together while it is read. */
export interface Archive {
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

/** What a route answers with: read no faster than its reader reads. */
export function toStream(bytes: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  return Readable.toWeb(
    Readable.from(bytes, { objectMode: false, highWaterMark: 256 * 1024 }),
  ) as ReadableStream<Uint8Array>;
}

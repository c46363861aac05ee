import { type ByteRange, zipArchive } from "./archive-zip";
import type { FoundArchive } from "./find-archive";
import { readRuns } from "./read-runs";

/**
 * The bytes of an archive: chunks are read and deciphered as the reader asks for them, so that memory
 * does not grow with the size. A chunk that is missing, moved or changed breaks the stream.
 * @param range what is wanted of it; the whole where nothing is said.
 * @param check asked between the queries for chunks; what it throws breaks the stream off.
 */
export function streamArchive(
  archive: FoundArchive,
  { range, check }: { range?: ByteRange; check?: () => Promise<void> } = {},
): AsyncGenerator<Uint8Array> {
  return zipArchive(archive.files, archive.madeAt, readRuns(archive, check), range);
}

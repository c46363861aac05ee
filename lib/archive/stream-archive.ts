import { type ByteRange, zipArchive } from "./archive-zip";
import type { FoundArchive } from "./find-archive";
import { readEntries } from "./read-entries";

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

import { pipeline, Readable } from "node:stream";
import { createInflateRaw } from "node:zlib";
import type { FoundArchive } from "./find-archive";
import { readEntries } from "./read-entries";

/**
 * A page of an archive, as a reader of it opens it: `index.html`, or one of a long section.
 * @returns its HTML; undefined where the archive has no such page. A chunk that is missing or changed breaks the stream.
 */
export function streamPage(archive: FoundArchive, path: string): ReadableStream<Uint8Array> | undefined {
  const file = /^[\w-]+\.html$/.test(path) ? archive.files.find((held) => held.path === path) : undefined;
  if (!file) return undefined;
  // The reader of the answer gets what breaks it.
  const html = pipeline(Readable.from(readEntries(archive)(file)), createInflateRaw(), () => {});
  return Readable.toWeb(html) as ReadableStream<Uint8Array>;
}

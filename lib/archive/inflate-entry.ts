import { Readable } from "node:stream";
import { createInflateRaw } from "node:zlib";
import { type Entry, readEntries } from "./read-entries";

/** The bytes of one stored file, deciphered and inflated as they are asked for. */
export async function* inflateEntry(
  stored: { storeId: string; exportId: string; key: Buffer },
  entry: Entry,
): AsyncGenerator<Buffer> {
  const deflated = Readable.from(readEntries(stored)(entry));
  const inflate = createInflateRaw({ chunkSize: 256 * 1024 });
  deflated.once("error", (error) => inflate.destroy(error));
  deflated.pipe(inflate);
  try {
    yield* inflate as AsyncIterable<Buffer>;
  } finally {
    deflated.destroy();
    inflate.destroy();
  }
}

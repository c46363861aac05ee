import { Readable } from "node:stream";

/** Whether a browser asks ahead for what nobody has opened yet. */
export function isPrefetch(headers: Headers): boolean {
  return /prefetch/i.test(headers.get("sec-purpose") ?? headers.get("purpose") ?? "");
}

/** What a route answers with: read no faster than its reader reads, and ended when the reader goes. */
export function toStream(bytes: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  return Readable.toWeb(
    Readable.from(bytes, { objectMode: false, highWaterMark: 256 * 1024 }),
  ) as ReadableStream<Uint8Array>;
}

import { UserError } from "@/lib/error";

/** Headers of one part: a file name has 255 bytes, each written as up to three. */
const MAX_HEAD_BYTES = 4096;

/** A file of a form as it arrives. Its bytes are read to their end before the next file. */
export interface FormFile {
  /** What its sender calls it. */
  name: string;
  bytes: AsyncGenerator<Uint8Array>;
}

/**
 * The files of a form (RFC 7578) as they arrive, so that no memory grows with them. Fields that hold no file, and file
 * fields where none was chosen, are passed over.
 * @throws UserError "invalid" for what no browser sends.
 */
export async function* readFormFiles(
  body: AsyncIterable<Uint8Array>,
  contentType: string | null,
): AsyncGenerator<FormFile> {
  // RFC 2046, 5.1.1.
  const boundary = /^multipart\/form-data; ?boundary="?([\w'()+,./:=?-]{1,70})"?$/.exec(contentType ?? "")?.[1];
  if (!boundary) throw new UserError("invalid");
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const arriving = body[Symbol.asyncIterator]();
  // The first delimiter has no line break before it.
  let held = Buffer.from("\r\n");

  async function receive(): Promise<void> {
    const { done, value } = await arriving.next();
    if (done) throw new UserError("invalid");
    held = Buffer.concat([held, value]);
  }

  async function* untilDelimiter(): AsyncGenerator<Uint8Array> {
    for (let at = held.indexOf(delimiter); ; at = held.indexOf(delimiter)) {
      // Without one, its beginning may be held already.
      const size = at < 0 ? held.length - delimiter.length + 1 : at;
      const piece = held.subarray(0, Math.max(0, size));
      held = held.subarray(piece.length + (at < 0 ? 0 : delimiter.length));
      if (piece.length > 0) yield piece;
      if (at >= 0) return;
      await receive();
    }
  }

  for await (const _ of untilDelimiter()) throw new UserError("invalid");
  for (;;) {
    while (held.length < 2) await receive();
    if (held.toString("latin1", 0, 2) === "--") return;
    let end = held.indexOf("\r\n\r\n");
    for (; end < 0; end = held.indexOf("\r\n\r\n")) {
      if (held.length > MAX_HEAD_BYTES) throw new UserError("invalid");
      await receive();
    }
    // Browsers write a quote and a line break in a name as %22, %0D and %0A.
    const name = /; filename="([^"]*)"/i.exec(held.toString("utf8", 0, end))?.[1];
    held = held.subarray(end + 4);
    const bytes = untilDelimiter();
    if (name) yield { name, bytes };
    // What its reader left.
    for await (const _ of bytes);
  }
}

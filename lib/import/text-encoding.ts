import type { ImportFile } from "./import-file";
import { FileError } from "./reasons";
import { findOddByte } from "./windows-1252";

export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** The encoding that a file's first bytes show; every file without a sign of UTF-16 is taken for UTF-8 until it is checked. */
export async function encodingOfStart(file: ImportFile): Promise<TextEncoding> {
  const start = await firstBytes(file, 256);
  if (start[0] === 0xff && start[1] === 0xfe) return "utf-16le";
  if (start[0] === 0xfe && start[1] === 0xff) return "utf-16be";
  // The header is ASCII: in UTF-16 every second byte is zero, with a byte order mark or without.
  const zeros = [0, 1].map((from) => start.filter((byte, index) => index % 2 === from && byte === 0).length);
  const half = Math.floor(start.length / 2);
  if (half > 1 && zeros[1] === half && zeros[0] === 0) return "utf-16le";
  return half > 1 && zeros[0] === half && zeros[1] === 0 ? "utf-16be" : "utf-8";
}

async function firstBytes(file: ImportFile, count: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of file.bytes()) {
    parts.push(chunk);
    length += chunk.length;
    if (length >= count) break;
  }
  return Buffer.concat(parts).subarray(0, count);
}

/**
 * Reads the whole file once: text in another encoding would be stored with its letters lost.
 * @returns the encoding, which for what is not UTF-8 is windows-1252 where it can be no other.
 * @throws FileError that names the line where that cannot be told. A letter that is cut in two by the end of the
 * file is no such line: its row is reported.
 */
export async function checkEncoding(file: ImportFile, assumed: TextEncoding): Promise<TextEncoding> {
  const decoder = new TextDecoder(assumed, { fatal: true });
  let line = 1;
  for await (const chunk of file.bytes())
    try {
      line += decoder.decode(chunk, { stream: true }).split("\n").length - 1;
    } catch {
      if (assumed !== "utf-8")
        throw new FileError("encodingBroken", { file: file.name, line: String(line), encoding: assumed.toUpperCase() });
      const odd = await findOddByte(file);
      if (odd === undefined) return "windows-1252";
      throw new FileError("encodingUnknown", { file: file.name, line: String(odd) });
    }
  return assumed;
}

/** A file's text, without its byte order mark and NUL, which PostgreSQL stores nowhere. @param onBytes how far into the file the text given so far reaches. */
export async function* decodeText(
  file: ImportFile,
  encoding: TextEncoding,
  onBytes: (bytes: number) => void = () => {},
) {
  const decoder = new TextDecoder(encoding);
  let bytes = 0;
  for await (const chunk of file.bytes()) {
    bytes += chunk.length;
    onBytes(bytes);
    yield decoder.decode(chunk, { stream: true }).replaceAll("\0", "");
  }
  const end = decoder.decode();
  if (end !== "") yield end;
}

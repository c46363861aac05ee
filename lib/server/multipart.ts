/** Far more fields than any form of ours has. */
const MAX_PARTS = 1000;
/** Headers of one part: Next's reader gives up at 16 KiB. A file name has 255 bytes, each written as up to three. */
const MAX_PART_HEAD_BYTES = 4096;

export interface FormPart {
  name: string;
  value: Buffer;
  isFile: boolean;
}

/** RFC 2046, 5.1.1. @returns the boundary that a content type names. */
export function boundaryOf(contentType: string): string | undefined {
  return /^multipart\/form-data; ?boundary="?([\w'()+,./:=?-]{1,70})"?$/.exec(contentType)?.[1];
}

/**
 * Parses a form as browsers write it (RFC 7578; https://html.spec.whatwg.org/#multipart-form-data):
 * nothing before the first part or after the last, and no headers but these two.
 * @returns undefined for anything else.
 */
export function parseMultipart(body: Buffer, boundary: string): FormPart[] | undefined {
  const parts: FormPart[] = [];
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const first = delimiter.subarray(2);
  if (!body.subarray(0, first.length).equals(first)) return undefined;
  let at = first.length;
  while (body.toString("latin1", at, at + 2) === "\r\n" && parts.length < MAX_PARTS) {
    const headEnd = body.indexOf("\r\n\r\n", at);
    const end = headEnd < 0 || headEnd - at > MAX_PART_HEAD_BYTES ? -1 : body.indexOf(delimiter, headEnd + 2);
    if (end < 0) return undefined;
    const [disposition = "", type = "", ...more] = body.toString("utf8", at + 2, headEnd).split("\r\n");
    const [, name, fileName] = DISPOSITION.exec(disposition) ?? [];
    if (name === undefined || /\p{Cc}/u.test(disposition) || !PART_TYPE.test(type) || more.length > 0) return undefined;
    parts.push({ name, value: body.subarray(headEnd + 4, end), isFile: fileName !== undefined });
    at = end + delimiter.length;
  }
  return /^--(?:\r\n)?$/.test(body.toString("latin1", at, at + 5)) ? parts : undefined;
}

/** Browsers write a quote and a line break in a name as %22, %0D and %0A. */
const DISPOSITION = /^Content-Disposition: form-data; name="([^"]*)"(?:; filename="([^"]*)")?$/i;
const PART_TYPE = /^(?:Content-Type: [\x20-\x7e]+)?$/i;

/** One field of a form. */
export interface FormPart {
  name: string;
  value: Buffer;
  isFile: boolean;
}

const MOST_PARTS = 1000;

/**
 * Reads a form as browsers write it (RFC 7578; https://html.spec.whatwg.org/#multipart-form-data):
 * nothing before the first part or after the last, and no header but these two.
 * @returns undefined for anything else.
 */
export function readMultipart(body: Buffer, boundary: string): FormPart[] | undefined {
  const parts: FormPart[] = [];
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const first = delimiter.subarray(2);
  if (!body.subarray(0, first.length).equals(first)) return undefined;
  let at = first.length;
  while (body.toString("latin1", at, at + 2) === "\r\n" && parts.length < MOST_PARTS) {
    const headEnd = body.indexOf("\r\n\r\n", at);
    const end = headEnd < 0 ? -1 : body.indexOf(delimiter, headEnd + 2);
    if (end < 0) return undefined;
    const [, name, fileName] = PART_HEAD.exec(body.toString("utf8", at + 2, headEnd)) ?? [];
    if (name === undefined) return undefined;
    parts.push({ name, value: body.subarray(headEnd + 4, end), isFile: fileName !== undefined });
    at = end + delimiter.length;
  }
  return /^--(?:\r\n)?$/.test(body.toString("latin1", at)) ? parts : undefined;
}

/** Browsers write a quote and a line break in a name as %22, %0D and %0A. */
const PART_HEAD =
  /^Content-Disposition: form-data; name="([^"\p{Cc}]*)"(?:; filename="([^"\p{Cc}]*)")?(?:\r\nContent-Type: [\x20-\x7e]+)?$/iu;

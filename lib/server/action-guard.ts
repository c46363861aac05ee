import type { IncomingMessage } from "node:http";

/** Next's own limit for a posted action (`bodySizeLimit` in next.config.ts), past which it throws. */
export const MAX_FORM_BYTES = 1024 * 1024;
/** Far more fields than any form of ours has. */
const MAX_PARTS = 1000;
/** Headers of one part: Next's reader gives up at 16 KiB. A file name has 255 bytes, each written as up to three. */
const MAX_PART_HEAD_BYTES = 4096;

/** Whether a request is one for which Next may run an action. */
export function isActionPost({ method, headers }: Pick<IncomingMessage, "method" | "headers">): boolean {
  const isForm = headers["content-type"]?.startsWith("multipart/form-data") ?? false;
  return method === "POST" && (isForm || headers["next-action"] !== undefined);
}

/**
 * Reads the form that is posted to an action, before Next does, and puts it back into the request.
 * Next and React answer a form that no browser writes with a 500 and an error in the log, and they accept
 * more as an action's arguments than a form can hold: only what our own pages post gets through.
 * @returns the status to reject it with; undefined for an acceptable form. Never throws.
 */
export async function rejectMalformedForm(request: IncomingMessage): Promise<400 | 411 | 413 | undefined> {
  const { headers } = request;
  const actionId = headers["next-action"];
  if (actionId !== undefined && !/^[0-9a-f]{42}$/.test(String(actionId))) return 400;
  const type = headers["content-type"] ?? "";
  const boundary = BOUNDARY.exec(type)?.[1];
  const isCallWithoutForm = actionId !== undefined && /^text\/plain;charset=utf-8$/i.test(type);
  if (!boundary && !isCallWithoutForm) return 400;
  const sizeBytes = Number(headers["content-length"] ?? Number.NaN);
  if (Number.isNaN(sizeBytes)) return 411;
  if (sizeBytes > MAX_FORM_BYTES) return 413;
  const body = await peekBody(request, sizeBytes);
  // The client router calls an action that takes no form, such as the sign-out, in this way.
  if (!boundary) return body?.toString("latin1") === "[]" ? undefined : 400;
  const parts = body && parseMultipart(body, boundary);
  return parts && areActionFields(parts, actionId !== undefined) ? undefined : 400;
}

/** RFC 2046, 5.1.1. */
const BOUNDARY = /^multipart\/form-data; ?boundary="?([\w'()+,./:=?-]{1,70})"?$/;

/** The whole body, which can still be read afterwards; undefined if the client disconnected. */
async function peekBody(request: IncomingMessage, sizeBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let readBytes = 0;
  while (readBytes < sizeBytes) {
    const chunk: Buffer | null = request.read();
    if (chunk) {
      chunks.push(chunk);
      readBytes += chunk.length;
    } else if (!(await isReadable(request))) return undefined;
  }
  const body = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
  // In the same turn as the last read: the stream has not ended yet, and Next reads it as if it were untouched.
  if (body.length > 0) request.unshift(body);
  return body;
}

/** Waits until more can be read. @returns false if nothing more will come. */
function isReadable(request: IncomingMessage): Promise<boolean> {
  if (request.destroyed || request.readableEnded) return Promise.resolve(false);
  return new Promise((done) => {
    const settle = (readable: boolean) => {
      request.off("readable", onReadable).off("close", onEnd).off("end", onEnd);
      done(readable);
    };
    const onReadable = () => settle(true);
    const onEnd = () => settle(false);
    request.on("readable", onReadable).on("close", onEnd).on("end", onEnd);
  });
}

interface FormPart {
  name: string;
  value: Buffer;
  isFile: boolean;
}

/**
 * Parses a form as browsers write it (RFC 7578; https://html.spec.whatwg.org/#multipart-form-data):
 * nothing before the first part or after the last, and no headers but these two.
 * @returns undefined for anything else.
 */
function parseMultipart(body: Buffer, boundary: string): FormPart[] | undefined {
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
  return /^--(?:\r\n)?$/.test(body.toString("latin1", at)) ? parts : undefined;
}

/** Browsers write a quote and a line break in a name as %22, %0D and %0A. */
const DISPOSITION = /^Content-Disposition: form-data; name="([^"]*)"(?:; filename="([^"]*)")?$/i;
const PART_TYPE = /^(?:Content-Type: [\x20-\x7e]+)?$/i;

/**
 * Whether the fields are ones that a page of ours posts: React's own name the action and its previous
 * state, all others are text without NUL, or files.
 * @param fetched whether Next's client router posts the form, which names the action in a header.
 */
function areActionFields(parts: FormPart[], fetched: boolean): boolean {
  const names = new Set(parts.map(({ name }) => name));
  // React takes a field of its own that comes twice for the next chunk of a stream, and throws.
  const own = parts.filter(({ name }) => (fetched ? name === "0" : name.startsWith("$")));
  if (own.length !== new Set(own.map(({ name }) => name)).size || (fetched && own.length === 0)) return false;
  return parts.every(({ name, value, isFile }) => {
    if (!isFile && value.includes(0)) return false;
    if (fetched) return name === "0" ? !isFile && areArguments(value) : /^_1_/.test(name);
    if (!name.startsWith("$")) return true;
    return !isFile && isReactField(name, value, names);
  });
}

/** `$ACTION_REF_2`, `$ACTION_2:0`, `$ACTION_2:1`, `$ACTION_KEY`, or `$ACTION_ID_…` alone. */
function isReactField(name: string, value: Buffer, names: Set<string>): boolean {
  if (name === "$ACTION_KEY" || /^\$ACTION_ID_[0-9a-f]{42}$/.test(name)) return true;
  const [, reference] = /^\$ACTION_REF_(\d{1,4})$/.exec(name) ?? [];
  if (reference) return names.has(`$ACTION_${reference}:0`) && names.has(`$ACTION_${reference}:1`);
  const [, number, index] = /^\$ACTION_(\d{1,4}):([01])$/.exec(name) ?? [];
  if (!number || !names.has(`$ACTION_REF_${number}`)) return false;
  return index === "0" ? BOUND_ACTION.test(value.toString("latin1")) : areArguments(value);
}

const BOUND_ACTION = /^\{"id":"[0-9a-f]{42}","bound":"\$@1"\}$/;

/** An array of plain JSON. React reads a string that begins with "$" as an instruction; forms need only these few. */
function areArguments(value: Buffer): boolean {
  try {
    let isPlain = true;
    const parsed: unknown = JSON.parse(value.toString(), (key, held) => {
      if (key === "__proto__" || (typeof held === "string" && /^\$(?!\$|K1$|undefined$)/.test(held))) isPlain = false;
      return held;
    });
    return isPlain && Array.isArray(parsed);
  } catch {
    return false; // not JSON, or nested too deeply to parse
  }
}

import type { IncomingMessage } from "node:http";
import { areActionFields } from "./action-fields";
import { readMultipart } from "./multipart";

/** Next's limit for what an action is sent (`bodySizeLimit` in next.config.ts), which it reports as a failure of its own. */
export const LONGEST_FORM_BYTES = 1024 * 1024;

/** Whether a request is one that Next may run an action for. */
export function isActionPost({ method, headers }: Pick<IncomingMessage, "method" | "headers">): boolean {
  const isForm = headers["content-type"]?.startsWith("multipart/form-data") ?? false;
  return method === "POST" && (isForm || headers["next-action"] !== undefined);
}

/**
 * Reads the form that an action is posted, before Next does, and gives it back to the request.
 * Next and React answer a form that no browser writes with a 500 and a failure in the log, and what
 * they take for an action's arguments is more than forms can say: only what our own pages post passes.
 * @returns the status of a refusal; undefined where the form is one. Throws nothing.
 */
export async function refusePostedForm(request: IncomingMessage): Promise<400 | 411 | 413 | undefined> {
  const { headers } = request;
  const actionId = headers["next-action"];
  if (actionId !== undefined && !/^[0-9a-f]{42}$/.test(String(actionId))) return 400;
  const type = headers["content-type"] ?? "";
  const boundary = BOUNDARY.exec(type)?.[1];
  const isEmptyCall = actionId !== undefined && /^text\/plain;charset=utf-8$/i.test(type);
  if (!boundary && !isEmptyCall) return 400;
  const sizeBytes = Number(headers["content-length"] ?? Number.NaN);
  if (Number.isNaN(sizeBytes)) return 411;
  if (sizeBytes > LONGEST_FORM_BYTES) return 413;
  const body = await peek(request, sizeBytes);
  // So the client router calls an action that takes no form at all, such as the sign-out.
  if (!boundary) return body?.toString("latin1") === "[]" ? undefined : 400;
  const parts = body && readMultipart(body, boundary);
  return parts && areActionFields(parts, actionId !== undefined) ? undefined : 400;
}

/** RFC 2046, 5.1.1. */
const BOUNDARY = /^multipart\/form-data; ?boundary="?([\w'()+,./:=?-]{1,70})"?$/;

/** The whole body, which stays to be read; undefined where the client broke off. */
async function peek(request: IncomingMessage, sizeBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let read = 0;
  while (read < sizeBytes) {
    const chunk: Buffer | null = request.read();
    if (chunk) {
      chunks.push(chunk);
      read += chunk.length;
    } else if (!(await isReadable(request))) return undefined;
  }
  const body = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
  // In the same turn as the last read: the stream has not ended yet, and Next reads it as if nobody had.
  if (body.length > 0) request.unshift(body);
  return body;
}

/** Waits until more can be read. @returns false where nothing will come. */
function isReadable(request: IncomingMessage): Promise<boolean> {
  if (request.destroyed || request.readableEnded) return Promise.resolve(false);
  return new Promise((done) => {
    const settle = (readable: boolean) => {
      request.off("readable", more).off("close", over).off("end", over);
      done(readable);
    };
    const more = () => settle(true);
    const over = () => settle(false);
    request.on("readable", more).on("close", over).on("end", over);
  });
}

import type { IncomingMessage } from "node:http";
import { areArguments } from "./action-arguments";
import { collectBody, type MemoryLease } from "./collect-body";
import { boundaryOf, type FormPart, parseMultipart } from "./multipart";
import { isPage } from "./routes";

/** Next's own limit for a posted action (`bodySizeLimit` in next.config.ts), past which it throws. */
export const MAX_FORM_BYTES = 1024 * 1024;

/** Whether a request is one for which Next may run an action. */
export function isActionPost({
  method,
  url = "",
  headers,
}: Pick<IncomingMessage, "method" | "url" | "headers">): boolean {
  const isForm = headers["content-type"]?.startsWith("multipart/form-data") ?? false;
  return method === "POST" && (isForm || headers["next-action"] !== undefined) && isPage(url);
}

/**
 * Reads the form that is posted to an action, before Next does, and puts it back into the request.
 * Next and React answer a form that no browser writes with a 500 and an error in the log, and they accept
 * more as an action's arguments than a form can hold: only what our own pages post gets through.
 * @param lease reserves memory for the body. @returns the status to reject it with; undefined for an acceptable form.
 * Never throws.
 */
export async function rejectMalformedForm(
  request: IncomingMessage,
  lease: MemoryLease,
): Promise<400 | 411 | 413 | 503 | undefined> {
  const { headers } = request;
  const actionId = headers["next-action"];
  if (actionId !== undefined && !/^[0-9a-f]{42}$/.test(String(actionId))) return 400;
  const type = headers["content-type"] ?? "";
  const boundary = boundaryOf(type);
  const isCallWithoutForm = actionId !== undefined && /^text\/plain;charset=utf-8$/i.test(type);
  if (!boundary && !isCallWithoutForm) return 400;
  const sizeBytes = Number(headers["content-length"] ?? Number.NaN);
  if (Number.isNaN(sizeBytes)) return 411;
  if (sizeBytes > MAX_FORM_BYTES) return 413;
  if (!lease.take(sizeBytes)) return 503;
  const body = await collectBody(request, sizeBytes);
  // The client router calls an action that takes no form, such as the sign-out, in this way.
  if (!boundary) return body?.toString("latin1") === "[]" ? undefined : 400;
  const parts = body && parseMultipart(body, boundary);
  return parts && areActionFields(parts, actionId !== undefined) ? undefined : 400;
}

/**
 * Whether the fields are ones that a page of ours posts: React's own name one action and its previous
 * state, all others are text without NUL, or files.
 * @param fetched whether Next's client router posts the form, which names the action in a header.
 */
function areActionFields(parts: FormPart[], fetched: boolean): boolean {
  if (parts.some(({ value, isFile }) => !isFile && value.includes(0))) return false;
  const isOwn = ({ name }: FormPart) => (fetched ? !name.startsWith("_1_") : name.startsWith("$"));
  const own = parts.filter(isOwn);
  if (own.some(({ isFile }) => isFile)) return false;
  return fetched ? isFetchedAction(own) : isPostedAction(own);
}

/** `0`, which holds the arguments: React takes everything else that is not the form's data for further chunks. */
function isFetchedAction([args, ...more]: FormPart[]): boolean {
  return args?.name === "0" && more.length === 0 && areArguments(args.value, { withData: true });
}

/** `$ACTION_ID_…` alone, or `$ACTION_REF_2`, `$ACTION_2:0`, `$ACTION_2:1` and `$ACTION_KEY`, each once. */
function isPostedAction(own: FormPart[]): boolean {
  const values = new Map(own.map(({ name, value }) => [name, value.toString("latin1")]));
  const [name, number] =
    [...values.keys()].map((key) => /^\$ACTION_(?:REF_(\d{1,4})|ID_[0-9a-f]{42})$/.exec(key)).find(Boolean) ?? [];
  if (name === undefined || values.get(name) !== "") return false;
  if (number === undefined) return own.length === 1;
  const state = own.find((part) => part.name === `$ACTION_${number}:1`)?.value;
  if (own.length !== 4 || !state || !areArguments(state, { withData: false })) return false;
  return BOUND_ACTION.test(values.get(`$ACTION_${number}:0`) ?? "") && KEY.test(values.get("$ACTION_KEY") ?? "");
}

const BOUND_ACTION = /^\{"id":"[0-9a-f]{42}","bound":"\$@1"\}$/;
/** An MD5 sum, or "p" and a permalink, which no form of ours has. */
const KEY = /^k[0-9a-f]{32}$/;

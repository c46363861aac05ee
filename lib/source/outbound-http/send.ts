import { setTimeout as wait } from "node:timers/promises";
import { type Agent, fetch, type Response } from "undici";
import { outboundLimits } from "@/lib/time-limits";
import { guardedAgent, isAllowedPrivateHost } from "./guarded-agent";
import { OutboundError } from "./outbound-error";
import { readRetryAfter } from "./retry-after";

/** A call to a system elsewhere. */
export interface OutboundCall {
  /** https, or http for a host that ALLOW_PRIVATE_SOURCES names. */
  url: URL;
  /** The hosts that the caller may reach, such as "shop.example" or "shop.example:8443": never taken from an answer. */
  allowedHosts: string[];
  method?: "GET" | "POST";
  headers?: Record<string, string>;
  body?: string;
  /** Of the answer's body, unpacked. */
  maxBytes?: number;
  /** For one whole try. */
  timeoutSeconds?: number;
  /** How long it may wait in all where it is told to come back later, before it tries again. */
  patienceSeconds?: number;
  signal?: AbortSignal;
}

/** A whole answer with a status of 200 to 299. */
export interface OutboundAnswer {
  status: number;
  headers: { get(name: string): string | null };
  bytes: Uint8Array;
}

const MAX_BYTES = 1024 * 1024;
const MAX_TRIES = 4;

/**
 * The one way out: sends a request and reads the whole answer. It reaches allowed hosts at public addresses alone, follows
 * no redirect, and is bounded in time and size, whatever the other side does.
 * @param agent the connections; by default those of this process.
 * @throws OutboundError for whatever fails; the signal's reason where that is aborted.
 */
export async function send(call: OutboundCall, agent: Agent = sharedAgent()): Promise<OutboundAnswer> {
  const { url, allowedHosts, patienceSeconds = 0, signal } = call;
  const isPrivate = isAllowedPrivateHost(url.protocol, url.hostname, url.port);
  const hasCredentials = url.username !== "" || url.password !== "";
  if (!allowedHosts.includes(url.host) || hasCredentials) throw new OutboundError("blocked");
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isPrivate)) throw new OutboundError("blocked");
  let patience = patienceSeconds;
  for (let attempt = 1; ; attempt++) {
    try {
      return await sendOnce(call, agent);
    } catch (error) {
      const pause = error instanceof OutboundError ? error.retryAfterSeconds : undefined;
      if (pause === undefined || pause > patience || attempt === MAX_TRIES) throw error;
      patience -= pause;
      await wait(pause * 1000, undefined, { signal });
    }
  }
}

/** As `send`, for an answer that is JSON. @throws OutboundError "not_json" for anything else, such as a page for people. */
export async function sendForJson(call: OutboundCall, agent?: Agent): Promise<unknown> {
  const headers = { accept: "application/json", ...call.headers };
  return readJson(await send({ ...call, headers }, agent));
}

/** The JSON of an answer. @throws OutboundError "not_json" for anything else. */
export function readJson(answer: OutboundAnswer): unknown {
  const isJson = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(answer.headers.get("content-type") ?? "");
  try {
    if (isJson) return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(answer.bytes));
  } catch {
    // Not what it says that it is.
  }
  throw new OutboundError("not_json", { status: answer.status });
}

async function sendOnce(call: OutboundCall, agent: Agent): Promise<OutboundAnswer> {
  const { url, method = "GET", headers, body, maxBytes = MAX_BYTES, signal } = call;
  const timeout = AbortSignal.timeout((call.timeoutSeconds ?? outboundLimits.callSeconds) * 1000);
  try {
    const response = await fetch(url, {
      method,
      headers: { "user-agent": "Dossier", "accept-encoding": "identity", ...headers },
      ...(body !== undefined && { body }),
      redirect: "manual",
      dispatcher: agent,
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    try {
      checkStatus(response);
      return { status: response.status, headers: response.headers, bytes: await readBody(response, maxBytes) };
    } finally {
      // Ends the connection where the body was not read to its end.
      await response.body?.cancel().catch(() => undefined);
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw outboundError(error, timeout.aborted);
  }
}

function checkStatus({ status, headers, ok }: Response): void {
  if (ok) return;
  if (status >= 300 && status < 400) throw new OutboundError("redirected", { status });
  const retryAfterSeconds = readRetryAfter(headers.get("retry-after"), new Date());
  if (status === 429 || (status === 503 && retryAfterSeconds !== undefined))
    throw new OutboundError("throttled", { status, retryAfterSeconds: retryAfterSeconds ?? 1 });
  throw new OutboundError(status === 401 || status === 403 ? "unauthorized" : "refused", { status });
}

/** The body, counted as it is unpacked: a small packed one may hold gigabytes. */
async function readBody({ body }: Response, maxBytes: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body ?? []) {
    size += piece.byteLength;
    if (size > maxBytes) throw new OutboundError("too_large");
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

const TIMEOUTS = ["UND_ERR_CONNECT_TIMEOUT", "UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT", "ETIMEDOUT"];

/** The failure behind what fetch throws, which names its cause. */
function outboundError(error: unknown, isTimedOut: boolean): OutboundError {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof OutboundError) return cause;
    // The pool may be another bundle's, whose class is not this one.
    if (cause.name === "OutboundError") return new OutboundError((cause as OutboundError).failure, { cause });
    const { code } = cause as { code?: unknown };
    if (TIMEOUTS.some((timeout) => timeout === code)) isTimedOut = true;
    if (code === "UND_ERR_HEADERS_OVERFLOW") return new OutboundError("too_large", { cause: error });
  }
  return new OutboundError(isTimedOut ? "timeout" : "unreachable", { cause: error });
}

const shared = globalThis as typeof globalThis & { dossierOutboundAgent?: Agent };

/** One pool a process: Next's bundles and the server around them share it. */
function sharedAgent(): Agent {
  shared.dossierOutboundAgent ??= guardedAgent();
  return shared.dossierOutboundAgent;
}

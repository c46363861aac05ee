import type { IncomingMessage } from "node:http";
import { isRouterState } from "./router-state";

/**
 * The status by which a request is refused whose line or headers no browser sends, and which Next would answer
 * with a failure of its own; undefined for any other.
 */
export function refuseRequest({
  method = "",
  url = "",
  headers = {},
}: Pick<IncomingMessage, "method" | "url"> & Partial<Pick<IncomingMessage, "headers">>): 400 | 404 | 405 | undefined {
  if (!["GET", "HEAD", "POST", "OPTIONS"].includes(method)) return 405;
  // RFC 9112, 6.3: nobody knows where such a body ends, and a proxy may think otherwise than Node.
  if (!["chunked", undefined].includes(headers["transfer-encoding"]?.toLowerCase())) return 400;
  const path = url.split("?")[0] ?? "";
  if (!path.startsWith("/") || !isReadable(path)) return 400;
  const state = headers["next-router-state-tree"];
  if (state !== undefined && !isRouterState(String(state))) return 400;
  // Next's own pages, such as the one for a failure, which answers 500.
  return /^\/_(?!next\/)/.test(path) ? 404 : undefined;
}

/** Whether a path's percent signs spell UTF-8 (RFC 3986, 2.5), without NUL, which no PostgreSQL text can hold. */
function isReadable(path: string): boolean {
  try {
    return !decodeURIComponent(path).includes("\0");
  } catch {
    return false;
  }
}

import type { IncomingMessage } from "node:http";
import { parseAndValidateFlightRouterState } from "next/dist/server/app-render/parse-and-validate-flight-router-state.js";
import { isFile } from "./routes";

/**
 * Recognizes a request whose request line or headers no browser sends, and which Next would answer with an
 * internal error.
 * @returns the status to reject it with; undefined for any other request.
 */
export function rejectMalformedRequest({
  method = "",
  url = "",
  headers = {},
}: Pick<IncomingMessage, "method" | "url"> & Partial<Pick<IncomingMessage, "headers">>): 400 | 404 | 405 | undefined {
  if (!["GET", "HEAD", "POST", "OPTIONS"].includes(method)) return 405;
  // RFC 9112, 6.3: the end of such a body is ambiguous, and a proxy may see another one than Node.
  if (!["chunked", undefined].includes(headers["transfer-encoding"]?.toLowerCase())) return 400;
  // No other protocol is spoken here.
  if (/\bupgrade\b/i.test(headers.connection ?? "")) return 400;
  const path = url.split("?")[0] ?? "";
  if (!path.startsWith("/") || !isDecodable(path)) return 400;
  // NUL, which PostgreSQL cannot store or compare. In headers Node refuses it.
  if (url.includes("%00")) return 400;
  const routerState = headers["next-router-state-tree"];
  if (routerState !== undefined && !isRouterState(String(routerState))) return 400;
  // Next answers any method with a file.
  if (method === "POST" && isFile(path)) return 405;
  // Next's own pages, such as its error page, which answers 500.
  return /^\/_(?!next\/)/.test(path) ? 404 : undefined;
}

/** Whether a path's percent signs encode UTF-8 (RFC 3986, 2.5). */
function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** Whether Next can read what its client router says about the parts of the page that it already has. */
function isRouterState(header: string): boolean {
  try {
    parseAndValidateFlightRouterState(header);
    return true;
  } catch {
    return false;
  }
}

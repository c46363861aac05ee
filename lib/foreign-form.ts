import type { IncomingMessage } from "node:http";

/**
 * Whether a request that may change something comes from another site's page: its Origin is neither
 * the address that it was sent to nor APP_URL. Programs send none. `null` is never ours: pages here
 * send `Referrer-Policy: same-origin`, under which forms name their origin.
 */
export function isForeignForm(
  { method = "GET", headers }: Pick<IncomingMessage, "method" | "headers">,
  appUrl: string,
): boolean {
  const { origin } = headers;
  if (["GET", "HEAD", "OPTIONS"].includes(method) || origin === undefined || origin === appUrl) return false;
  const host = headers["x-forwarded-host"] ?? headers.host;
  return !URL.canParse(origin) || new URL(origin).host !== host;
}

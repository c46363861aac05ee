import type { IncomingMessage } from "node:http";

/**
 * Whether a request that may change something comes from another site's page: its Origin is neither
 * the address that it was sent to nor APP_URL, or APP_URL's host by another scheme, which whoever
 * sits on the wire can be. Programs send none; a browser that leaves it out says by Sec-Fetch-Site
 * where from. `null` is never ours: pages here send `Referrer-Policy: same-origin`, under which forms
 * name their origin.
 */
export function isForeignForm(
  { method = "GET", headers }: Pick<IncomingMessage, "method" | "headers">,
  appUrl: string,
): boolean {
  const { origin } = headers;
  if (["GET", "HEAD", "OPTIONS"].includes(method) || origin === appUrl) return false;
  if (origin === undefined) return /^(?:cross|same)-site$/.test(String(headers["sec-fetch-site"]));
  if (!URL.canParse(origin)) return true;
  const { host } = new URL(origin);
  return host !== (headers["x-forwarded-host"] ?? headers.host) || host === new URL(appUrl).host;
}

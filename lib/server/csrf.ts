import type { IncomingMessage } from "node:http";
import { isSignedRoute } from "./routes";

/**
 * Whether a request that may change something comes from another site's page: its Origin is neither the address
 * that it was sent to nor APP_URL. APP_URL's host under another scheme counts as another site: anyone on the
 * network path can serve it. Programs send no Origin; a browser that omits it states the site in Sec-Fetch-Site.
 * `null` is always foreign: our pages send `Referrer-Policy: same-origin`, under which forms name their origin.
 * What a platform signed and forwards is not judged by it: its forms are on the shop's domain, and hold a token.
 */
export function isCrossSitePost(
  { method = "GET", url = "", headers }: Pick<IncomingMessage, "method" | "headers"> & { url?: string | undefined },
  appUrl: string,
): boolean {
  const { origin } = headers;
  if (["GET", "HEAD", "OPTIONS"].includes(method) || origin === appUrl || isSignedRoute(url)) return false;
  if (origin === undefined) return /^(?:cross|same)-site$/.test(String(headers["sec-fetch-site"]));
  if (!URL.canParse(origin)) return true;
  const { host } = new URL(origin);
  return host !== (headers["x-forwarded-host"] ?? headers.host) || host === new URL(appUrl).host;
}

/**
 * Next compares the Origin with the host alone, and answers 500 where they differ: a proxy may have rewritten Host, so
 * Next gets the host that the accepted Origin names. Call it for requests that are not cross-site.
 */
export function matchForwardedHost({ headers }: Pick<IncomingMessage, "headers">, appUrl: string): void {
  if (headers.origin === appUrl) headers["x-forwarded-host"] = new URL(appUrl).host;
}

import type { IncomingMessage, ServerResponse } from "node:http";
import { cookieName, cookieOptions } from "@/lib/http/cookie";
import { createToken, isToken } from "@/lib/token";

/** The cookie that a browser is known by again at a store when it opens the link of a request that it made. */
export function browserCookie(slug: string): string {
  return cookieName(`browser-${slug}`);
}

/** The request header in which an action reads what that cookie says, or will say. */
export const BROWSER_HEADER = "x-dossier-browser";

const LIFETIME_SECONDS = 7 * 24 * 3600;

/**
 * Gives a browser that posts to a store's requests page its random cookie. Here and not in the
 * action: Next renders the whole page anew for an action that sets a cookie.
 */
export function nameBrowser(request: IncomingMessage, response: ServerResponse): void {
  delete request.headers[BROWSER_HEADER]; // nobody else may say it
  const slug = /^\/s\/([a-z0-9-]{1,64})(?=$|\?)/.exec(request.url ?? "")?.[1];
  if (request.method !== "POST" || !slug) return;
  const start = `${browserCookie(slug)}=`;
  const pairs = (request.headers.cookie ?? "").split(";").map((pair) => pair.trim());
  const sent = pairs.find((pair) => pair.startsWith(start))?.slice(start.length);
  const known = sent !== undefined && isToken(sent);
  const token = known ? sent : createToken();
  request.headers[BROWSER_HEADER] = token;
  if (known) return;
  const secure = cookieOptions().secure ? "; Secure" : "";
  response.appendHeader(
    "Set-Cookie",
    `${start}${token}; Path=/; Max-Age=${LIFETIME_SECONDS}; HttpOnly; SameSite=Lax${secure}`,
  );
}

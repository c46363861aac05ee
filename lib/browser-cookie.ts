import type { IncomingMessage, ServerResponse } from "node:http";
import { env } from "./env";
import { createToken, isToken } from "./token";

/** The cookie that a browser is known by again when it opens the link of a request that it made. */
export const BROWSER_COOKIE = "dossier-browser";

/** The request header in which an action reads what that cookie says, or will say. */
export const BROWSER_HEADER = "x-dossier-browser";

const LIFETIME_SECONDS = 7 * 24 * 3600;

/**
 * Gives a browser that posts to a store's requests page its random cookie. Here and not in the
 * action: Next renders the whole page anew for an action that sets a cookie.
 */
export function nameBrowser(request: IncomingMessage, response: ServerResponse): void {
  delete request.headers[BROWSER_HEADER]; // nobody else may say it
  const path = /^\/s\/[a-z0-9-]{1,64}(?=$|\?)/.exec(request.url ?? "")?.[0];
  if (request.method !== "POST" || !path) return;
  const sent = new RegExp(`(?:^|;\\s*)${BROWSER_COOKIE}=([^;]*)`).exec(request.headers.cookie ?? "")?.[1];
  const known = sent !== undefined && isToken(sent);
  const token = known ? sent : createToken();
  request.headers[BROWSER_HEADER] = token;
  if (known) return;
  const secure = env().appUrl.startsWith("https:") ? "; Secure" : "";
  response.appendHeader(
    "Set-Cookie",
    `${BROWSER_COOKIE}=${token}; Path=${path}; Max-Age=${LIFETIME_SECONDS}; HttpOnly; SameSite=Lax${secure}`,
  );
}

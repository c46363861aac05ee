import { env } from "@/lib/env";

/**
 * The name of a cookie in the browser. Over https the prefix makes browsers reject one that a
 * subdomain, another path or plain HTTP sets in its place (RFC 6265bis, 4.1.3.2).
 */
export function cookieName(name: string): string {
  return `${isSecure() ? "__Host-" : ""}dossier-${name}`;
}

/** The options of every cookie. Its path is the whole site, as the prefix requires: a store's cookie has the store in its name. */
export function cookieOptions() {
  return { httpOnly: true, sameSite: "lax", secure: isSecure(), path: "/" } as const;
}

function isSecure(): boolean {
  return env().appUrl.startsWith("https:");
}

import { env } from "@/lib/env";

/**
 * The name under which a browser is given a cookie. Over https the prefix makes it refuse one that a
 * subdomain, another path or plain HTTP would set in its place (RFC 6265bis, 4.1.3.2).
 */
export function cookieName(name: string): string {
  return `${isSecure() ? "__Host-" : ""}dossier-${name}`;
}

/** How every cookie is set. The path is the whole site's, which the prefix asks for: what belongs to one store names it. */
export function cookieOptions() {
  return { httpOnly: true, sameSite: "lax", secure: isSecure(), path: "/" } as const;
}

function isSecure(): boolean {
  return env().appUrl.startsWith("https:");
}

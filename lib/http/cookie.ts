import { unwrapSecret, wrapSecret } from "@/lib/crypto";
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

/**
 * Seals a text for a cookie: only this deployment reads it, and only until its time is over, however long a browser keeps it.
 * @param purpose bound to it, such as the store's id: under another one it does not open.
 */
export function sealForCookie(text: string, purpose: string, lifetimeSeconds: number): string {
  const held: Sealed = { text, until: Date.now() + lifetimeSeconds * 1000 };
  return wrapSecret(Buffer.from(JSON.stringify(held)), `cookie ${purpose}`);
}

/** The text of a sealed cookie; undefined where there is none, or it is over, of another purpose or not ours. */
export function openSealedCookie(sealed: string | undefined, purpose: string): string | undefined {
  if (!sealed) return undefined;
  try {
    const { text, until } = JSON.parse(unwrapSecret(sealed, `cookie ${purpose}`).toString()) as Sealed;
    return Date.now() < until ? text : undefined;
  } catch {
    return undefined;
  }
}

interface Sealed {
  text: string;
  /** Milliseconds since 1970. */
  until: number;
}

function isSecure(): boolean {
  return env().appUrl.startsWith("https:");
}

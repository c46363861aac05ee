import { cookies } from "next/headers";
import { env } from "@/lib/env";
import { createToken, hashToken, isToken } from "@/lib/token";

const BROWSER = "dossier-browser";
const NOTICE = "dossier-notice";

/** What a page may be told by the one before. */
const notices = ["verified"] as const;
export type PublicNotice = (typeof notices)[number];

/**
 * Knows this browser again when it opens the link of a request that it made: a random cookie, of
 * which only the hash is stored.
 */
export async function nameBrowser(slug: string): Promise<Uint8Array> {
  const jar = await cookies();
  const known = jar.get(BROWSER)?.value;
  if (known && isToken(known)) return hashToken(known);
  const fresh = createToken();
  jar.set(BROWSER, fresh, { ...options(slug), maxAge: 7 * 24 * 3600 });
  return hashToken(fresh);
}

/** Whether this browser is the one that `hash` names. */
export async function isBrowser(hash: Uint8Array | null): Promise<boolean> {
  const known = (await cookies()).get(BROWSER)?.value;
  return known !== undefined && hash !== null && Buffer.from(hash).equals(hashToken(known));
}

/** Has the next page of the store say something, so that its address stays plain. */
export async function leaveNotice(slug: string, notice: PublicNotice): Promise<void> {
  (await cookies()).set(NOTICE, notice, { ...options(slug), maxAge: 60 });
}

/** What the page before had this one say. */
export async function readNotice(): Promise<PublicNotice | undefined> {
  const left = (await cookies()).get(NOTICE)?.value;
  return notices.find((notice) => notice === left);
}

function options(slug: string) {
  const secure = env().appUrl.startsWith("https:");
  return { httpOnly: true, sameSite: "lax", secure, path: `/s/${slug}` } as const;
}

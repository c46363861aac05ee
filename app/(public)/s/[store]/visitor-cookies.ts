import { cookies, headers } from "next/headers";
import { cookieName, cookieOptions } from "@/lib/http/cookie";
import { BROWSER_HEADER, browserCookie } from "@/lib/server/browser-cookie";
import { createToken, hashToken } from "@/lib/token";

/** What a page may be told by the one before. */
const notices = ["checkInbox", "verified", "downloadOver", "tooOften"] as const;
export type PublicNotice = (typeof notices)[number];

/** The hash by which this browser, which posts to the store's page, is known again. */
export async function browserHash(): Promise<Uint8Array> {
  return hashToken((await headers()).get(BROWSER_HEADER) ?? createToken());
}

/** Whether this browser is the one that `hash` names at a store. */
export async function isBrowser(slug: string, hash: Uint8Array | null): Promise<boolean> {
  const known = (await cookies()).get(browserCookie(slug))?.value;
  return known !== undefined && hash !== null && Buffer.from(hash).equals(hashToken(known));
}

/** Has the next page of the store say something, so that its address stays plain. */
export async function leaveNotice(slug: string, notice: PublicNotice): Promise<void> {
  (await cookies()).set(name(slug), notice, { ...cookieOptions(), maxAge: 60 });
}

/** What the page before had this one say. */
export async function readNotice(slug: string): Promise<PublicNotice | undefined> {
  const left = (await cookies()).get(name(slug))?.value;
  return notices.find((notice) => notice === left);
}

function name(slug: string): string {
  return cookieName(`notice-${slug}`);
}

import { cookies, headers } from "next/headers";
import { BROWSER_COOKIE, BROWSER_HEADER } from "@/lib/browser-cookie";
import { env } from "@/lib/env";
import { createToken, hashToken } from "@/lib/token";

const NOTICE = "dossier-notice";

/** What a page may be told by the one before. */
const notices = ["verified", "downloadOver"] as const;
export type PublicNotice = (typeof notices)[number];

/** The hash by which this browser, which posts to the store's page, is known again. */
export async function browserHash(): Promise<Uint8Array> {
  return hashToken((await headers()).get(BROWSER_HEADER) ?? createToken());
}

/** Whether this browser is the one that `hash` names. */
export async function isBrowser(hash: Uint8Array | null): Promise<boolean> {
  const known = (await cookies()).get(BROWSER_COOKIE)?.value;
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

import { cookies } from "next/headers";
import { cookieName, cookieOptions } from "@/lib/http/cookie";

/** What a page may be told by the one before. */
const notices = ["checkInbox", "verified", "downloadOver", "tooOften"] as const;
export type PublicNotice = (typeof notices)[number];

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

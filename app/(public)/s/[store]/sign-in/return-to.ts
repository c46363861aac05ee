import { cookies } from "next/headers";
import { cookieName, cookieOptions } from "@/lib/http/cookie";
import { isToken } from "@/lib/token";
import { nextPath } from "./next-path";

/** Makes the sign-in return to a delivery link's page. A cookie remembers it, so that no other URL contains its token. */
export async function returnToDelivery(slug: string, token: string): Promise<void> {
  (await cookies()).set(name(slug), token, { ...cookieOptions(), maxAge: 1800 });
}

/** Makes the sign-in by an emailed link return to where it was asked for: one of the words that `nextPath` knows. */
export async function returnToNext(slug: string, next: string): Promise<void> {
  (await cookies()).set(name(slug), next.slice(0, 40), { ...cookieOptions(), maxAge: 3600 });
}

/** The page that a customer signs in from, once; undefined if they came from elsewhere. */
export async function takeReturn(slug: string): Promise<string | undefined> {
  const store = await cookies();
  const kept = store.get(name(slug))?.value;
  if (!kept) return undefined;
  store.delete({ ...cookieOptions(), name: name(slug) });
  return isToken(kept) ? `/s/${slug}/delivery/${kept}` : nextPath(slug, kept);
}

function name(slug: string): string {
  return cookieName(`return-${slug}`);
}

import { cookies } from "next/headers";
import { cookieName, cookieOptions } from "@/lib/http/cookie";
import { isToken } from "@/lib/token";

/** Has the sign-in lead back to a delivery link's page. In a cookie: no other address holds its token. */
export async function returnToDelivery(slug: string, token: string): Promise<void> {
  (await cookies()).set(name(slug), token, { ...cookieOptions(), maxAge: 1800 });
}

/** Where somebody who signs in came from, once; undefined where it was no delivery link's page. */
export async function takeReturn(slug: string): Promise<string | undefined> {
  const store = await cookies();
  const token = store.get(name(slug))?.value;
  if (!token) return undefined;
  store.delete({ ...cookieOptions(), name: name(slug) });
  return isToken(token) ? `/s/${slug}/delivery/${token}` : undefined;
}

function name(slug: string): string {
  return cookieName(`return-${slug}`);
}

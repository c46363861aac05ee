import { cookies } from "next/headers";
import { cookieName, cookieOptions } from "@/lib/http/cookie";
import { isToken } from "@/lib/token";

/** Makes the sign-in return to a delivery link's page. A cookie remembers it, so that no other URL contains its token. */
export async function returnToDelivery(slug: string, token: string): Promise<void> {
  (await cookies()).set(name(slug), token, { ...cookieOptions(), maxAge: 1800 });
}

/** The delivery link's page that a customer signs in from, once; undefined if they came from elsewhere. */
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

import { cookies } from "next/headers";
import { env } from "@/lib/env";
import { isToken } from "@/lib/token";

const RETURN = "dossier-return";

/** Has the sign-in lead back to a delivery link's page. In a cookie: no other address holds its token. */
export async function returnToDelivery(slug: string, token: string): Promise<void> {
  const secure = env().appUrl.startsWith("https:");
  const options = { httpOnly: true, sameSite: "lax", secure, path: path(slug), maxAge: 1800 } as const;
  (await cookies()).set(RETURN, token, options);
}

/** Where somebody who signs in came from, once; undefined where it was no delivery link's page. */
export async function takeReturn(slug: string): Promise<string | undefined> {
  const store = await cookies();
  const token = store.get(RETURN)?.value;
  if (!token) return undefined;
  store.delete({ name: RETURN, path: path(slug) });
  return isToken(token) ? `/s/${slug}/delivery/${token}` : undefined;
}

function path(slug: string) {
  return `/s/${slug}/sign-in`;
}

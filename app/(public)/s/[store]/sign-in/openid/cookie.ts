import { cookies } from "next/headers";
import { cookieName, cookieOptions } from "@/lib/http/cookie";
import { SIGN_IN_SECONDS } from "@/lib/sign-in/openid/sign-in-by-openid";

/** Gives the browser what it brings back from the store's provider, sealed. */
export async function keepStarted(slug: string, sealed: string): Promise<void> {
  (await cookies()).set(name(slug), sealed, { ...cookieOptions(), maxAge: SIGN_IN_SECONDS });
}

/** What `keepStarted` gave this browser for the store, once. */
export async function takeStarted(slug: string): Promise<string | undefined> {
  const jar = await cookies();
  const sealed = jar.get(name(slug))?.value;
  if (sealed !== undefined) jar.delete({ ...cookieOptions(), name: name(slug) });
  return sealed;
}

function name(slug: string): string {
  return cookieName(`openid-${slug}`);
}

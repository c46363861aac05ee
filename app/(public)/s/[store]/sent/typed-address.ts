import { cookies } from "next/headers";
import { z } from "zod";
import { cookieName, cookieOptions, openSealedCookie, sealForCookie } from "@/lib/http/cookie";
import { DATA_EXPORT, requestTypeField } from "@/lib/request/type-rules";
import type { Store } from "@/lib/store/find-store";

const LIFETIME_SECONDS = 600;

const typed = z.object({
  email: z.string(),
  again: z.boolean(),
  // In no cookie of the release before.
  type: requestTypeField.default(DATA_EXPORT),
  country: z.string().optional(),
});

/** The address that a guest has typed, what they asked for, and whether they asked for a second email. */
export type TypedAddress = z.infer<typeof typed>;

/**
 * Remembers the address for the next page of a browser without JavaScript. A sealed cookie carries it for ten minutes, so
 * that it is in no URL and only this browser is shown it.
 */
export async function rememberAddress(store: Store, address: TypedAddress): Promise<void> {
  const sealed = sealForCookie(JSON.stringify(address), purposeOf(store), LIFETIME_SECONDS);
  (await cookies()).set(nameOf(store), sealed, { ...cookieOptions(), maxAge: LIFETIME_SECONDS });
}

/** The address that this browser's guest has typed at this store; undefined ten minutes later, and in other browsers. */
export async function rememberedAddress(store: Store): Promise<TypedAddress | undefined> {
  const held = openSealedCookie((await cookies()).get(nameOf(store))?.value, purposeOf(store));
  return held === undefined ? undefined : typed.parse(JSON.parse(held));
}

function nameOf({ slug }: Store): string {
  return cookieName(`sent-${slug}`);
}

function purposeOf({ id }: Store): string {
  return `sent ${id}`;
}

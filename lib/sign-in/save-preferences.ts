import { cookies } from "next/headers";
import { prisma } from "@/lib/database";
import { cookieName, cookieOptions } from "@/lib/http/cookie";
import type { Locale } from "@/lib/locale";

/** The cookie with the language that a visitor or a merchant chose, which beats the browser's own. */
export function localeCookie(): string {
  return cookieName("locale");
}

/** Makes a language the browser's choice; null for its own again. */
export async function setLocaleCookie(locale: string | null): Promise<void> {
  const jar = await cookies();
  if (locale === null) jar.delete({ ...cookieOptions(), name: localeCookie() });
  else jar.set(localeCookie(), locale, { ...cookieOptions(), maxAge: 365 * 24 * 3600 });
}

/**
 * Saves the language or the time zone that a merchant chose for themselves; null for the browser's and the store's. Their other
 * browsers have the language from their next sign-in on.
 */
export async function savePreferences(
  merchantId: string,
  preferences: { locale?: Locale | null; timeZone?: string | null },
): Promise<void> {
  await prisma().merchant.update({ where: { id: merchantId }, data: preferences, select: { id: true } });
  if (preferences.locale !== undefined) await setLocaleCookie(preferences.locale);
}

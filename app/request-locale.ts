import { cookies, headers } from "next/headers";
import { getLocale, getRequestConfig } from "next-intl/server";
import { formatLocaleOf, type Locale, messagesOf, preferredLocale } from "@/lib/locale";
import { localeCookie } from "@/lib/sign-in/save-preferences";

// Read once: next-intl would do so for each request, which costs a tenth of a form's answer.
const { timeZone } = Intl.DateTimeFormat().resolvedOptions();

/** The language of a page: the visitor's own choice, else the first supported one of their browser's. */
export default getRequestConfig(async () => {
  const locale = await requestLocale();
  return { locale, messages: messagesOf(locale), timeZone };
});

async function requestLocale(): Promise<Locale> {
  return preferredLocale((await cookies()).get(localeCookie())?.value, (await headers()).get("accept-language"));
}

/** Who reads a page: their language, and how they write dates. */
export interface Reader {
  locale: Locale;
  formatLocale: string;
}

export async function currentReader(): Promise<Reader> {
  return { locale: (await getLocale()) as Locale, formatLocale: await formatLocale() };
}

/** How the reader of a page writes dates: its language, with their region. */
export async function formatLocale(): Promise<string> {
  return formatLocaleOf((await getLocale()) as Locale, (await headers()).get("accept-language"));
}

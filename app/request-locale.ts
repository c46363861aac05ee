import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { cookieName } from "@/lib/http/cookie";
import { defaultLocale, isLocale, type Locale, messagesOf } from "@/lib/locale";

/** The cookie with a visitor's own choice of language. */
export function localeCookie(): string {
  return cookieName("locale");
}

// Read once: next-intl would do so for each request, which costs a tenth of a form's answer.
const { timeZone } = Intl.DateTimeFormat().resolvedOptions();

/** The language of a page: the visitor's own choice, else the first supported one of their browser's. */
export default getRequestConfig(async () => {
  const locale = await requestLocale();
  return { locale, messages: messagesOf(locale), timeZone };
});

async function requestLocale(): Promise<Locale> {
  const chosen = (await cookies()).get(localeCookie())?.value;
  if (isLocale(chosen)) return chosen;
  const accepted = (await headers()).get("accept-language") ?? "";
  const wanted = accepted
    .split(",")
    .map((part) => {
      const [tag = "", weight] = part.trim().split(";q=");
      return { language: tag.slice(0, 2).toLowerCase(), weight: weight ? Number(weight) : 1 };
    })
    .sort((one, other) => other.weight - one.weight)
    .find(({ language }) => isLocale(language))?.language;
  return isLocale(wanted) ? wanted : defaultLocale;
}

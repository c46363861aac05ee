import { createTranslator } from "use-intl/core";
import de from "@/messages/de.json";
import en from "@/messages/en.json";

// A further language is one JSON file, and one line here.
const messages = { en, de } satisfies Record<string, typeof en>;

export type Locale = keyof typeof messages;
export const locales = Object.keys(messages) as Locale[];
export const defaultLocale: Locale = "en";

export function isLocale(text: string | null | undefined): text is Locale {
  return text != null && Object.hasOwn(messages, text);
}

/** A language by the name that its own speakers call it. */
export function ownName(locale: Locale): string {
  return new Intl.DisplayNames(locale, { type: "language" }).of(locale) ?? locale;
}

/** All texts of a language. */
export function messagesOf(locale: Locale): typeof en {
  return messages[locale];
}

/** A translator outside of a page: for e-mails and archives. Unknown languages fall back to English. */
export function translator<N extends keyof typeof en>(locale: string, namespace: N) {
  const known = isLocale(locale) ? locale : defaultLocale;
  return createTranslator({ locale: known, messages: messages[known], namespace, timeZone: "UTC" });
}

import { createTranslator } from "use-intl/core";
import de from "@/messages/de.json";
import en from "@/messages/en.json";
import { isolate } from "./isolate";

// A further language is one JSON file, and one line here.
const messages = { en, de } satisfies Record<string, typeof en>;

export type Locale = keyof typeof messages;
export const locales = Object.keys(messages) as Locale[];
export const defaultLocale: Locale = "en";

export function isLocale(text: string | null | undefined): text is Locale {
  return text != null && Object.hasOwn(messages, text);
}

/** The language that a person chose, else the first supported one of their browser's Accept-Language. */
export function preferredLocale(chosen: string | undefined, acceptLanguage: string | null | undefined): Locale {
  if (isLocale(chosen)) return chosen;
  const wanted = acceptedTags(acceptLanguage).map((tag) => tag.slice(0, 2).toLowerCase());
  return wanted.find(isLocale) ?? defaultLocale;
}

/**
 * How a reader of a language writes dates: by the first region that their browser's Accept-Language names with it, such as
 * en-GB; by the language alone where it names none.
 */
export function formatLocaleOf(locale: Locale, acceptLanguage: string | null | undefined): string {
  const [region] = acceptedTags(acceptLanguage).flatMap((tag) => {
    const [, language = "", found] = /^([a-z]{2})-(?:[a-z]{4}-)?([a-z]{2}|\d{3})$/i.exec(tag) ?? [];
    return found && language.toLowerCase() === locale ? found : [];
  });
  return region ? `${locale}-${region.toUpperCase()}` : locale;
}

/** A format that was stored, as long as it is of the language that is written now; else that language. */
export function formatLocaleFor(locale: Locale, stored: string | null | undefined): string {
  return stored?.startsWith(locale) ? stored : locale;
}

/** The tags of an Accept-Language header, the most wanted first (RFC 9110, 12.5.4). */
function acceptedTags(acceptLanguage: string | null | undefined): string[] {
  return (acceptLanguage ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", weight] = part.trim().split(";q=");
      return { tag, weight: weight ? Number(weight) : 1 };
    })
    .sort((one, other) => other.weight - one.weight)
    .map(({ tag }) => tag);
}

/** A language's name in that language. */
export function ownName(locale: Locale): string {
  return new Intl.DisplayNames(locale, { type: "language" }).of(locale) ?? locale;
}

/** All texts of a language. */
export function messagesOf(locale: Locale): typeof en {
  return messages[locale];
}

/** A translator outside of a page: for emails and archives. Unknown languages fall back to English. */
export function translator<N extends keyof typeof en>(locale: string, namespace: N): Translator<N> {
  const known = isLocale(locale) ? locale : defaultLocale;
  const kept = `${known} ${namespace}`;
  const made = (translators.get(kept) as Translator<N> | undefined) ?? makeTranslator(known, namespace);
  translators.set(kept, made);
  return made;
}

type Translator<N extends keyof typeof en> = ReturnType<typeof makeTranslator<N>>;

function makeTranslator<N extends keyof typeof en>(locale: Locale, namespace: N) {
  const t = createTranslator({ locale, messages: messages[locale], namespace, timeZone: "UTC" });
  // What a message names may come from outside.
  const say = t as unknown as (key: string, values?: Record<string, unknown>) => string;
  const isolating = (key: string, values?: Record<string, unknown>) => say(key, isolateValues(values));
  return Object.assign(isolating, t) as unknown as typeof t;
}

/** The values of a message, its texts isolated. */
export function isolateValues<V extends Record<string, unknown>>(values: V | undefined): V | undefined {
  if (!values) return undefined;
  const isolated = Object.entries(values).map(([name, held]) => [
    name,
    typeof held === "string" ? isolate(held) : held,
  ]);
  return Object.fromEntries(isolated) as V;
}

/** One per language and namespace: each parses a message the first time it is used. */
const translators = new Map<string, unknown>();

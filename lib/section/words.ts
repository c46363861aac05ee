import { defaultLocale, isLocale, type Locale, messagesOf } from "@/lib/locale";
import type { SectionDescriptor } from "./descriptor";
import { type Field, fieldAt, type Label, type OwnTitle, type WordSet } from "./field";
import { parsePointer } from "./pointer";
import type { SectionTable } from "./section-table";

/** How fields and codes are called in the reader's language: in the archive's pages, the dashboard and emails. */
export interface ReaderWords {
  yes: string;
  no: string;
  /** A section's title. */
  section(name: string): string;
  /** A field's label; without a field, what a platform named, in words where they are known. */
  label(name: string, field?: Field): string;
  /** Another label, such as that of a table. */
  caption(label: Label): string;
  /** What each step of a JSON Pointer into a section's row is called; entries of lists are numbered from 1. */
  path(section: SectionDescriptor, pointer: string): string[];
  /** What a code means, such as "partially_refunded"; the code itself where no words are known. */
  code(set: WordSet, code: string): string;
  /** The name of a country (ISO 3166-1); any other text as it is. */
  country(code: string): string;
  /** The name of a language (BCP 47); any other text as it is. */
  language(code: string): string;
  /** A text as a field's kind reads it: codes, countries and languages in words. */
  text(field: Field | undefined, text: string): string;
  /** A value of a platform's own field, such as "Risk Level": codes in words, any other text as it is. */
  attribute(name: string, text: string): string;
}

/** The platforms' own fields whose values are codes, and their words. */
const attributeWords: Record<string, WordSet> = {
  "Risk Level": "riskLevel",
  Source: "salesChannel",
  "Accepts Marketing": "flag",
  "Lineitem requires shipping": "flag",
  "Lineitem taxable": "flag",
  "Lineitem fulfillment status": "fulfillmentStatus",
};

/**
 * The words of a language. Unknown languages fall back to English.
 * @param table of the export whose sections are named; without one, Dossier's alone have titles.
 */
export function readerWords(language: string, table?: SectionTable): ReaderWords {
  const locale = isLocale(language) ? language : defaultLocale;
  const made = known.get(locale) ?? makeWords(locale);
  known.set(locale, made);
  if (!table?.own.length) return made;
  const titles = new Map(table.own.map(({ name, ownTitle }) => [name, ownTitle && titleIn(ownTitle, locale)]));
  return { ...made, section: (name) => titles.get(name) ?? made.section(name) };
}

/** What a connection calls something, in a language. */
export function titleIn({ en, ...others }: OwnTitle, locale: Locale): string {
  return { en, ...others }[locale] ?? en;
}

/** Made once a language: Intl's names take longer than all else on a page. */
const known = new Map<Locale, ReaderWords>();

function makeWords(locale: Locale): ReaderWords {
  const { archive, sections } = messagesOf(locale);
  const titles: Record<string, string> = sections;
  const labels: Record<string, string> = archive.fields;
  const platformNames: Record<string, string> = archive.attributes;
  const sets: Record<WordSet, Record<string, string>> = archive.words;
  const regions = new Intl.DisplayNames(locale, { type: "region", fallback: "code" });
  const languages = new Intl.DisplayNames(locale, { type: "language", languageDisplay: "standard" });

  const label = (name: string, field?: Field) =>
    (field?.title && titleIn(field.title, locale)) ??
    (field ? own(labels, field.label ?? name) : own(platformNames, name)) ??
    name;
  const code = (set: WordSet, text: string) =>
    own(sets[set], text) ?? own(sets[set], text.toLowerCase().replace(/[ -]/g, "_")) ?? text;
  const country = (text: string) => (/^[A-Z]{2}$/.test(text) ? (regions.of(text) ?? text) : text);
  const language = (text: string) => (LANGUAGE_TAG.test(text) ? (languages.of(text) ?? text) : text);
  return {
    yes: archive.yes,
    no: archive.no,
    section: (name) => own(titles, name) ?? name,
    label,
    caption: (key) => archive.fields[key],
    path(section, pointer) {
      const steps = parsePointer(pointer);
      return steps.flatMap((step, index) => {
        if (step === "*") return [];
        const field = fieldAt(section.fields, steps.slice(0, index + 1));
        return [!field && /^\d+$/.test(step) ? String(Number(step) + 1) : label(step, field)];
      });
    },
    code,
    country,
    language,
    text(field, text) {
      if (field?.words) return code(field.words, text);
      if (field?.kind === "country") return country(text);
      return field?.kind === "language" ? language(text) : text;
    },
    attribute(name, text) {
      const set = own(attributeWords, name);
      return set ? code(set, text) : text;
    },
  };
}

// Intl throws at what is no tag.
const LANGUAGE_TAG = /^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?$/;

function own<Value>(held: Record<string, Value>, key: string): Value | undefined {
  return Object.hasOwn(held, key) ? held[key] : undefined;
}

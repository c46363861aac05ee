import { getLocale } from "next-intl/server";
import { defaultLocale, isLocale, type Locale, messagesOf } from "@/lib/locale";
import { pointerTo, valueAt } from "@/lib/section/pointer";
import { parsePointer } from "@/lib/section/redact-row";
import type { Section } from "@/lib/section/rows";

/** The words of the archive, in the merchant's language. */
export interface ReviewTexts {
  locale: Locale;
  /** The name of a field, such as "Note"; a platform's own fields keep theirs. */
  field(section: Section, key: string): string;
  /** What a pointer's last step is called: a field, or an entry's number. */
  key(section: Section, pointer: string): string;
  /** A field within others, such as "Shipping address, Name". */
  path(section: Section, pointer: string): string;
  /** One of a few fixed words, such as "signed_in"; undefined for any other text. */
  word(section: Section, key: string, value: string): string | undefined;
  yes: string;
  no: string;
}

/** The words in which a review shows an export. */
export async function reviewTexts(): Promise<ReviewTexts> {
  const wanted = await getLocale();
  const locale = isLocale(wanted) ? wanted : defaultLocale;
  const { fields, words, yes, no } = messagesOf(locale).archive;
  const named: Record<string, string> = fields;
  const known: Record<string, Record<string, string>> = words;
  const field = (section: Section, key: string) => {
    const last = key.replace(/^(lines|events)\./, "");
    return named[RENAMED[`${section} ${key}`] ?? last] ?? last;
  };
  function key(section: Section, pointer: string): string {
    const [first = "", ...rest] = parsePointer(pointer);
    const last = rest.at(-1);
    if (last === undefined) return field(section, first);
    if (/^\d+$/.test(last)) return String(Number(last) + 1);
    // A platform's own fields are called as it calls them.
    if ([first, ...rest.slice(0, -1)].includes("attributes")) return last;
    return field(section, first === "lines" || first === "events" ? `${first}.${last}` : last);
  }
  return {
    locale,
    yes,
    no,
    field,
    word: (section, key, value) => known[KINDS[`${section} ${key}`] ?? key]?.[value],
    key,
    path: (section, pointer) => {
      const steps = parsePointer(pointer);
      return steps
        .map((step, index) => (step === "*" ? "" : key(section, pointerOf(steps.slice(0, index + 1)))))
        .filter(Boolean)
        .join(", ");
    },
  };
}

const pointerOf = (steps: string[]) => steps.reduce((pointer, step) => pointerTo(pointer, step), "");

/** What names a row of a section: the first of these that it holds. */
const TITLES: Record<Section, string[][]> = {
  profile: [["firstName", "lastName"], ["email"], ["id"]],
  addresses: [["name"], ["company"], ["line1"], ["platformId"]],
  orders: [["name"], ["platformId"]],
  consents: [["wording"], ["channel"]],
  requests: [["reference"]],
  emails: [["subject"], ["to"]],
};

/**
 * What names a row, such as "#1001", of what the customer will read of it.
 * @param isShown tells whether a place is not redacted.
 */
export function rowTitle(section: Section, row: unknown, isShown: (pointer: string) => boolean): string | undefined {
  for (const keys of TITLES[section]) {
    const held = keys.filter((key) => isShown(`/${key}`)).map((key) => valueAt(row, `/${key}`));
    const title = held.filter((value) => typeof value === "string" && value !== "").join(" ");
    if (title) return title;
  }
}

// Where a field is called otherwise than elsewhere, as in index.html.
const RENAMED: Record<string, string> = {
  "emails createdAt": "queuedAt",
  "orders lines.name": "item",
  "orders lines.attributes": "details",
  "requests events.type": "event",
};
const KINDS: Record<string, string> = { "consents source": "consentSource", "requests events.type": "event" };

import { type Locale, messagesOf, translator } from "@/lib/locale";
import { escapeHtml, markHtml } from "./html";
import { Mark } from "./mark";

/** The fixed texts of an archive's rows in one language, escaped: looked up once, not once a row. */
export interface ArchiveTexts {
  /** The name of a field; of one that the platform named, its own. */
  field(key: string): string;
  /** A word of a fixed set, such as a state; any other as it is. */
  word(kind: string, value: string | Mark): string;
  yes: string;
  no: string;
}

/** The fixed texts of a language. */
export function archiveTexts(locale: Locale): ArchiveTexts {
  const t = translator(locale, "archive");
  const { fields, words } = messagesOf(locale).archive;
  const names = new Map(Object.keys(fields).map((key) => [key, escapeHtml(t(`fields.${key as keyof typeof fields}`))]));
  const known = new Map(
    Object.entries(words).flatMap(([kind, values]) =>
      Object.entries(values).map(([value, text]) => [`${kind} ${value}`, escapeHtml(text)] as const),
    ),
  );
  return {
    field: (key) => names.get(key) ?? escapeHtml(key),
    word: (kind, value) =>
      value instanceof Mark ? markHtml(value) : (known.get(`${kind} ${value}`) ?? escapeHtml(value)),
    yes: escapeHtml(t("yes")),
    no: escapeHtml(t("no")),
  };
}

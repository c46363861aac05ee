import { translator } from "@/lib/locale";
import { escapeHtml, factsTable, textHtml } from "@/lib/section/html";
import type { SectionKey } from "@/lib/section/sections";
import { readerWords } from "@/lib/section/words";
import {
  type GeneralField,
  generalFields,
  type ProcessingInformation,
  type SectionField,
  sectionFields,
} from "@/lib/store/article15";
import type { ArchiveFacts } from "./archive-facts";
import type { Listings } from "./withheld";

/** What an archive prints of the information, as data.json has it: no empty text, no section without rows. */
export interface PrintedInformation {
  general: Partial<Record<GeneralField, string>>;
  sections: Partial<Record<SectionKey, Partial<Record<SectionField, string>>>>;
}

/**
 * The part of the information that belongs to each section with rows. A section that is withheld whole does not say
 * whether it has any, and is described like one that has.
 */
export function printedInformation(
  information: ProcessingInformation,
  sources: Listings["sources"],
): PrintedInformation {
  const found = sources.filter(({ rows }) => rows !== 0).map(({ section }) => section);
  return {
    general: filled(information.general),
    sections: Object.fromEntries(
      found
        .map((section) => [section, filled(information.sections[section] ?? {})] as const)
        .filter(([, texts]) => Object.keys(texts).length > 0),
    ),
  };
}

/**
 * The information as a person reads it: what is said once, each section's own, and what is the same for all sections.
 * Nothing where every text is empty.
 */
export function informationHtml(
  facts: Pick<ArchiveFacts, "locale" | "table">,
  { general, sections }: PrintedInformation,
): string {
  const t = translator(facts.locale, "information");
  const words = readerWords(facts.locale, facts.table);
  const held = Object.entries(sections) as [SectionKey, Partial<Record<SectionField, string>>][];
  const shared = sharedTexts(held.map(([, texts]) => texts));
  const table = (caption: string, rows: [SectionField | GeneralField, string | undefined][]) => {
    const held = rows.flatMap(([field, text]) =>
      text ? [[escapeHtml(t(`fields.${field}`)), textHtml(text)] as const] : [],
    );
    return held.length > 0 ? factsTable(caption, held) : "";
  };
  const tables = [
    table(
      t("general"),
      generalFields.map((field) => [field, general[field]]),
    ),
    ...held.map(([section, texts]) =>
      table(
        words.section(section),
        sectionFields.map((field) => [field, field in shared ? undefined : texts[field]]),
      ),
    ),
    table(
      t("all"),
      sectionFields.map((field) => [field, shared[field]]),
    ),
  ].join("");
  if (tables === "") return "";
  return (
    `<section aria-labelledby="information">\n<h2 id="information">${escapeHtml(t("title"))}</h2>\n` +
    `<p class="soft">${escapeHtml(t("lead"))}</p>\n${tables}</section>\n`
  );
}

/** The texts that are the same in every section, where there are several: read once, not six times. */
function sharedTexts(sections: Partial<Record<SectionField, string>>[]): Partial<Record<SectionField, string>> {
  const [first, ...others] = sections;
  if (!first || others.length === 0) return {};
  return Object.fromEntries(
    Object.entries(first).filter(([field, text]) => others.every((texts) => texts[field as SectionField] === text)),
  );
}

function filled<K extends string>(texts: Partial<Record<K, string>>): Partial<Record<K, string>> {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== "")) as Partial<Record<K, string>>;
}

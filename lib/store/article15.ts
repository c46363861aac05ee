import { type Locale, messagesOf, translator } from "@/lib/locale";
import { type OwnKey, type Section, sections } from "@/lib/section/sections";

/**
 * What the customer learns about a section of their data, in the article's order: GDPR Article
 * 15(1)(a) to (d), (g), (h) and (2).
 */
export const sectionFields = [
  "purposes",
  "categories",
  "recipients",
  "retention",
  "source",
  "automatedDecisions",
  "transfers",
] as const;
export type SectionField = (typeof sectionFields)[number];

export function isSectionField(name: string): name is SectionField {
  return sectionFields.some((field) => field === name);
}

/** What applies to all sections: who is responsible for the data, and GDPR Article 15(1)(e) and (f). */
export const generalFields = ["contact", "rights", "complaint"] as const;
export type GeneralField = (typeof generalFields)[number];

/** The information that comes with a copy, in one language. Empty texts are left out. */
export interface ProcessingInformation {
  general: Record<GeneralField, string>;
  sections: Record<Section, Record<SectionField, string>> & {
    /** What an owner has confirmed of a connection's own. */
    [own: OwnKey]: Partial<Record<SectionField, string>>;
  };
}

/** The place of one text: a section, or "general", and its field. */
export interface InformationPlace {
  section: Section | "general";
  field: SectionField | GeneralField;
}

/** The place of every text, in display order. */
export const informationPlaces: readonly InformationPlace[] = [
  ...generalFields.map((field) => ({ section: "general" as const, field })),
  ...sections.flatMap((section) => sectionFields.map((field) => ({ section, field }))),
];

/** The texts of a section or of "general", by their fields; undefined where there is no such section. */
export function textsOf(
  information: ProcessingInformation,
  section: string,
): Partial<Record<string, string>> | undefined {
  if (section === "general") return information.general;
  return Object.hasOwn(information.sections, section) ? information.sections[section as Section] : undefined;
}

/** What the default texts mention about the store. */
export interface InformationStore {
  name: string;
  contactEmail: string | null;
  retentionMonths: number;
}

/** The texts that apply until the store's owner writes others: drafts, which no store has looked at yet. */
export function defaultInformation(locale: Locale, store: InformationStore): ProcessingInformation {
  const t = translator(locale, "information");
  const { first } = messagesOf(locale).information;
  const months = { months: store.retentionMonths };
  return {
    general: {
      ...first.general,
      contact: t("first.general.contact", { store: store.name, contact: store.contactEmail ?? "none" }),
    },
    sections: Object.fromEntries(
      sections.map((section) => {
        const texts = { ...first.every, ...first[section], retention: t(`first.${section}.retention`, months) };
        return [section, Object.fromEntries(sectionFields.map((field) => [field, texts[field]]))];
      }),
    ) as ProcessingInformation["sections"],
  };
}

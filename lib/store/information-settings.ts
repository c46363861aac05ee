import { z } from "zod";
import { prisma } from "@/lib/database";
import type { Actor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { type Locale, locales } from "@/lib/locale";
import {
  firstInformation,
  type Information,
  type InformationPlace,
  type InformationStore,
  informationPlaces,
  textsOf,
} from "./information-fields";

const MAX_TEXT_LENGTH = 2000;

/** A text of several lines; browsers end them with CR LF. */
const text = z
  .string()
  .transform((typed) => typed.replace(/\r\n?/g, "\n").trim())
  .refine((typed) => typed.length <= MAX_TEXT_LENGTH, { error: "informationTooLong" })
  .refine((typed) => !/[^\P{Cc}\n\t]/u.test(typed), { error: "invalid" });

/** The name of a text's field in the form. */
export function informationName({ section, field }: InformationPlace): string {
  return `${section}-${field}`;
}

const names = informationPlaces.map(informationName) as [string, ...string[]];

/** The fields of the settings on the information: the texts of one language. */
export const informationSettings = {
  language: z.enum(locales),
  /** The text that its button puts back to the first one. */
  restore: z.enum(names).optional(),
  ...Object.fromEntries(names.map((name) => [name, text])),
};

export type InformationSettings = { language: (typeof locales)[number]; restore?: string } & Record<string, unknown>;

/** The information that a store's exports print in one language: its own texts, else the first ones. One query. */
export async function readInformation(storeId: string, locale: Locale, store: InformationStore): Promise<Information> {
  const own = await prisma().informationText.findMany({
    where: { storeId, locale },
    select: { section: true, field: true, text: true },
  });
  const information = firstInformation(locale, store);
  for (const { section, field, text } of own) {
    const texts = textsOf(information, section);
    // A place that a later version no longer has stays in the table and is not printed.
    if (texts && Object.hasOwn(texts, field)) texts[field] = text;
  }
  return information;
}

/**
 * Keeps a store's texts of the information in one language. Only what differs from the first texts is
 * stored, so that the others follow the store's name and settings; an emptied text is kept empty.
 */
export async function saveInformation(storeId: string, settings: InformationSettings, actor: Actor): Promise<void> {
  const { language: locale, restore } = settings;
  await prisma().$transaction(async (transaction) => {
    // The lock puts two owners who save at once one after the other.
    const [store] = await transaction.$queryRaw<InformationStore[]>`
      SELECT name, contact_email AS "contactEmail", record_lifetime_months AS "retentionMonths"
        FROM store WHERE id = ${storeId}::uuid FOR NO KEY UPDATE`;
    if (!store) return;
    const first = firstInformation(locale, store);
    const own = informationPlaces
      .map((place) => ({ ...place, name: informationName(place), first: textsOf(first, place.section)?.[place.field] }))
      .filter((place) => place.name !== restore && settings[place.name] !== place.first)
      .map(({ section, field, name }) => ({ storeId, locale, section, field, text: String(settings[name]) }));
    await transaction.informationText.deleteMany({ where: { storeId, locale } });
    await transaction.informationText.createMany({ data: own });
    await recordEvent(transaction, { storeId, type: "settings_saved", actor, data: { page: "information" } });
  });
}

import { z } from "zod";
import { zfd } from "zod-form-data";
import { prisma } from "@/lib/database";
import type { MerchantActor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { type Locale, locales } from "@/lib/locale";
import { ownKey } from "@/lib/section/sections";
import {
  defaultInformation,
  type InformationPlace,
  type InformationStore,
  informationPlaces,
  isSectionField,
  type ProcessingInformation,
  textsOf,
} from "./article15";

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

/** The fields of the information settings: the texts of one language. */
export const informationSettings = {
  language: z.enum(locales),
  /** The text to restore to its default. */
  restore: z.enum(names).optional(),
  /** Whether the owner confirms the texts of all languages. */
  confirm: zfd.checkbox(),
  ...Object.fromEntries(names.map((name) => [name, text])),
};

export type InformationSettings = { language: (typeof locales)[number]; restore?: string; confirm: boolean } & Record<
  string,
  unknown
>;

/** The information in a store's exports in one language: its own texts, else the defaults. One query. */
export async function readInformation(
  storeId: string,
  locale: Locale,
  store: InformationStore,
): Promise<ProcessingInformation> {
  const own = await prisma().informationText.findMany({
    where: { storeId, locale },
    select: { section: true, field: true, text: true },
  });
  const information = defaultInformation(locale, store);
  for (const { section, field, text } of own) {
    const texts = textsOf(information, section);
    // A place that a later version no longer has stays in the table and is not shown.
    if (texts && Object.hasOwn(texts, field)) texts[field] = text;
    const own = ownKey.safeParse(section).data;
    if (own && isSectionField(field)) information.sections[own] = { ...information.sections[own], [field]: text };
  }
  return information;
}

/**
 * Saves a store's information texts in one language. Only texts that differ from the defaults are stored, so that the
 * others follow the store's name and settings; a text that was emptied stays empty. They are drafts until an owner
 * confirms them; after that, each owner who saves them confirms them.
 * @returns whether they are confirmed.
 */
export async function saveInformation(
  storeId: string,
  settings: InformationSettings,
  actor: MerchantActor,
): Promise<{ isConfirmed: boolean }> {
  const { language: locale, restore, confirm } = settings;
  return await prisma().$transaction(async (transaction) => {
    // The lock makes two owners who save at the same time take turns.
    const [store] = await transaction.$queryRaw<(InformationStore & { confirmed: boolean })[]>`
      SELECT name, contact_email AS "contactEmail", record_lifetime_months AS "retentionMonths",
             information_confirmed_at IS NOT NULL AS confirmed
        FROM store WHERE id = ${storeId}::uuid FOR NO KEY UPDATE`;
    if (!store) return { isConfirmed: false };
    const first = defaultInformation(locale, store);
    const own = informationPlaces
      .map((place) => ({ ...place, name: informationName(place), first: textsOf(first, place.section)?.[place.field] }))
      .filter((place) => place.name !== restore && settings[place.name] !== place.first)
      .map(({ section, field, name }) => ({ storeId, locale, section, field, text: String(settings[name]) }));
    // Not those of connections' own sections: see lib/source/own-texts.ts.
    const known = [...new Set(informationPlaces.map(({ section }) => section))];
    await transaction.informationText.deleteMany({ where: { storeId, locale, section: { in: known } } });
    await transaction.informationText.createMany({ data: own });
    const confirmed = confirm || store.confirmed;
    if (confirmed)
      await transaction.store.update({ where: { id: storeId }, data: confirmedBy(actor), select: { id: true } });
    const data = { page: "information" as const, ...(confirmed && { confirmed }) };
    await recordEvent(transaction, { storeId, type: "settings_saved", actor, data });
    return { isConfirmed: confirmed };
  });
}

/** That a merchant confirms a store's information now, as the store keeps it. */
export function confirmedBy({ id, name }: Pick<MerchantActor, "id" | "name">) {
  return { informationConfirmedAt: new Date(), informationConfirmedById: id, informationConfirmedByName: name };
}

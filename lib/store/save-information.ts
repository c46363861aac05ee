import { prisma } from "@/lib/database";
import type { Actor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { firstInformation, type InformationStore, informationPlaces, textsOf } from "./information-fields";
import { type InformationSettings, informationName } from "./information-settings";

/**
 * Keeps a store's texts of the information in one language. Only what differs from the first texts is
 * stored, so that the others follow the store's name and settings; an emptied text is kept empty.
 */
export async function saveInformation(storeId: string, settings: InformationSettings, actor: Actor): Promise<void> {
  const { language: locale, restore } = settings;
  await prisma().$transaction(async (transaction) => {
    // The lock puts two owners who save at once one after the other.
    const [store] = await transaction.$queryRaw<InformationStore[]>`
      SELECT name, contact_email AS "contactEmail", record_lifetime_months AS "recordLifetimeMonths"
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

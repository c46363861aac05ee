import { prisma } from "@/lib/database";
import type { Locale } from "@/lib/locale";
import { firstInformation, type Information, type InformationStore, textsOf } from "./information-fields";

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

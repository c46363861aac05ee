import { prisma, type Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { MerchantActor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { type Locale, locales, translator } from "@/lib/locale";
import type { OwnKey } from "@/lib/section/sections";
import { titleIn } from "@/lib/section/words";
import { ownSectionsOf } from "./own-descriptor";
import { sourcesOf } from "./registry";

/** What a section of a connection's own is used for (GDPR Art. 15(1)(a)), as an owner has confirmed it or as it is suggested. */
export interface OwnText {
  key: OwnKey;
  /** What the connection calls the section, in each language. */
  titles: Record<Locale, string>;
  /** What the store calls the connection. */
  source: string;
  texts: Record<Locale, string>;
  isConfirmed: boolean;
}

// The field of the information whose text it is: see lib/store/article15.ts.
const FIELD = "purposes";

/** The texts of all sections that a store's connections have of their own. */
export async function readOwnTexts(storeId: string): Promise<OwnText[]> {
  const sources = await sourcesOf({ storeId });
  const confirmed = await findTexts({ storeId });
  return sources.flatMap((source) =>
    ownSectionsOf([source]).map(({ key, title }) => {
      const name = source.title ?? source.name;
      const own = new Map(confirmed.flatMap((one) => (one.section === key ? [[one.locale, one.text]] : [])));
      const inEach = (of: (locale: Locale) => string) =>
        Object.fromEntries(locales.map((locale) => [locale, of(locale)])) as Record<Locale, string>;
      const suggest = (locale: Locale) =>
        translator(locale, "information")("ownSuggestion", { section: titleIn(title, locale), source: name });
      return {
        ...{ key, source: name, titles: inEach((locale) => titleIn(title, locale)) },
        texts: inEach((locale) => own.get(locale) ?? suggest(locale)),
        isConfirmed: own.size > 0,
      };
    }),
  );
}

/**
 * Confirms what a section is used for, in all languages. Copies that were made before are made again before they are delivered.
 * @throws UserError "connectionGone" where no connection of the store has such a section.
 */
export async function confirmOwnText({
  storeId,
  key,
  texts,
  actor,
}: {
  storeId: string;
  key: OwnKey;
  texts: Record<Locale, string>;
  actor: MerchantActor;
}): Promise<void> {
  const known = ownSectionsOf(await sourcesOf({ storeId })).some((section) => section.key === key);
  if (!known) throw new UserError("connectionGone");
  await prisma().$transaction(async (transaction) => {
    // The store's row first: two owners who confirm at the same time take turns.
    await transaction.store.update({
      where: { id: storeId },
      data: { ownTextsConfirmedAt: new Date() },
      select: { id: true },
    });
    await transaction.informationText.deleteMany({ where: { storeId, section: key } });
    await transaction.informationText.createMany({
      data: locales.map((locale) => ({ storeId, locale, section: key, field: FIELD, text: texts[locale] })),
    });
    const data = { page: "connections" as const, confirmed: true as const };
    await recordEvent(transaction, { storeId, type: "settings_saved", actor, data });
  });
}

/** Of sections of connections' own, those whose use no owner has confirmed yet. */
export async function findUnconfirmed(
  storeId: string,
  keys: OwnKey[],
  transaction: Transaction = prisma(),
): Promise<OwnKey[]> {
  if (keys.length === 0) return [];
  const confirmed = await findTexts({ storeId }, transaction);
  return keys.filter((key) => !confirmed.some(({ section }) => section === key));
}

async function findTexts({ storeId }: { storeId: string }, transaction: Transaction = prisma()) {
  return await transaction.informationText.findMany({
    where: { storeId, field: FIELD },
    select: { locale: true, section: true, text: true },
  });
}

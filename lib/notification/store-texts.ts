import { prisma } from "@/lib/database";
import type { MerchantActor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { isLocale, type Locale } from "@/lib/locale";
import { lockStore } from "@/lib/store/lock-store";
import { defaultText, editableTexts, isTextName, type TextName, type TextPart } from "./editable-texts";

/** A store's own words, by part. A part without them has the default. */
export type OwnTexts = Partial<Record<TextPart, string>>;

/** What of one email, or of the request page, is in the store's own words in a language. One query. */
export async function readOwnTexts(storeId: string, name: TextName, locale: string): Promise<OwnTexts> {
  // What another release lets a store write is left alone.
  const where = { storeId, locale, name, part: { in: [...editableTexts[name].parts] } };
  const rows = await prisma().storeText.findMany({ where, select: { part: true, text: true } });
  return Object.fromEntries(rows.map(({ part, text }) => [part, text]));
}

/** Whether a name has the default in a language, the store's own words, or words older than the present default. */
export type TextState = "default" | "changed" | "outdated";

/** The state of every text that is not the default, by `NAME LOCALE`. */
export async function listTextStates(storeId: string): Promise<Map<string, TextState>> {
  const rows = await prisma().storeText.findMany({
    where: { storeId },
    select: { name: true, locale: true, part: true, defaultText: true },
  });
  const states = new Map<string, TextState>();
  for (const row of rows.filter(({ name }) => isTextName(name))) {
    const key = `${row.name} ${row.locale}`;
    if (states.get(key) !== "outdated") states.set(key, isOutdated(row) ? "outdated" : "changed");
  }
  return states;
}

/** One part as its owner edits it. */
export interface EditedPart {
  part: TextPart;
  /** The store's own words, or else the default. */
  text: string;
  defaultText: string;
  /** Of the store's own words: who wrote them and when. */
  own?: { by: string; at: Date; isOutdated: boolean };
}

/** The parts of one email, or of the request page, as an owner edits them in a language. */
export async function readEditedTexts(storeId: string, name: TextName, locale: Locale): Promise<EditedPart[]> {
  const rows = await prisma().storeText.findMany({ where: { storeId, locale, name } });
  return editableTexts[name].parts.map((part) => {
    const row = rows.find((stored) => stored.part === part);
    const first = defaultText(name, part, locale);
    if (!row) return { part, text: first, defaultText: first };
    const own = { by: row.writtenByName, at: row.writtenAt, isOutdated: isOutdated(row) };
    return { part, text: row.text, defaultText: first, own };
  });
}

function isOutdated(row: { name: string; part: string; locale: string; defaultText: string }): boolean {
  const { name, part, locale } = row;
  if (!isTextName(name) || !isLocale(locale)) return false;
  return defaultText(name, part as TextPart, locale) !== row.defaultText;
}

/**
 * Saves the store's own words for the parts of one email or of the request page. A part that is empty or equals the
 * default has the default from then on. Each change is an event with the old and the new text; words that stay are from
 * then on compared with the default as it is now.
 */
export async function saveStoreTexts({
  storeId,
  name,
  locale,
  texts,
  actor,
}: {
  storeId: string;
  name: TextName;
  locale: Locale;
  texts: OwnTexts;
  actor: MerchantActor;
}): Promise<void> {
  await prisma().$transaction(async (transaction) => {
    // The lock makes two owners who save at the same time take turns, so that each event has the text before it.
    await lockStore(transaction, storeId);
    const before = await transaction.storeText.findMany({ where: { storeId, locale, name } });
    for (const part of editableTexts[name].parts) {
      const first = defaultText(name, part, locale);
      const from = before.find((row) => row.part === part);
      const to = texts[part] && texts[part] !== first ? texts[part] : null;
      const key = { storeId, locale, name, part };
      if (to === (from?.text ?? null)) {
        if (from && from.defaultText !== first)
          await transaction.storeText.updateMany({ where: key, data: { defaultText: first } });
        continue;
      }
      await transaction.storeText.deleteMany({ where: key });
      if (to !== null) {
        const written = { writtenById: actor.id, writtenByName: actor.name };
        await transaction.storeText.create({ data: { ...key, text: to, defaultText: first, ...written } });
      }
      const data = { name, locale, part, from: from?.text ?? null, to };
      await recordEvent(transaction, { storeId, type: "text_changed", actor, data });
    }
  });
}

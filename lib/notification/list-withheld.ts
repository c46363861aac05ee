import { z } from "zod";
import type { ListProps } from "@/emails/parts";
import { isolate } from "@/lib/isolate";
import { defaultLocale, isLocale } from "@/lib/locale";
import { redactionReasonText } from "@/lib/section/redact-row";
import { redactionSchema } from "@/lib/section/redaction";
import { readerWords } from "@/lib/section/words";
import { storedOwnSections, tableWith } from "@/lib/source/own-descriptor";

/**
 * What a reviewed copy withholds, as its customer reads it: each section that something is withheld of, with the reasons.
 * Which row and field it is, its own list says.
 * @param made the copy as it is stored.
 */
export function listWithheld(made: { redactions: unknown; ownSections: unknown }, language: string): ListProps[] {
  const locale = isLocale(language) ? language : defaultLocale;
  const words = readerWords(locale, tableWith(storedOwnSections.parse(made.ownSections)));
  const reasons = new Map<string, Set<string>>();
  for (const redaction of z.array(redactionSchema).parse(made.redactions)) {
    const section = words.section(redaction.section);
    reasons.set(section, (reasons.get(section) ?? new Set()).add(isolate(redactionReasonText(redaction, locale))));
  }
  return [...reasons].map(([title, why]) => ({ title, items: [...why] }));
}

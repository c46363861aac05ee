import type { ListProps } from "@/emails/parts";
import type { CorrectionResult } from "@/lib/correction/read-correction-result";
import { isolate } from "@/lib/isolate";
import { type Locale, translator } from "@/lib/locale";

/**
 * What was corrected, with the old value and the new one, where else, and what was not (GDPR Art. 12(4), 16, 19).
 * @param left what was not corrected and why, as staff wrote it; null where that is nothing.
 */
export function correctionLists({ changes, told }: CorrectionResult, left: string | null, locale: Locale): ListProps[] {
  const t = translator(locale, "emails");
  const fields = translator(locale, "archive");
  const shown = (value: string | null) => (value === null ? t("corrected.empty") : isolate(value));
  return [
    {
      title: t("corrected.changesTitle"),
      items: changes.map(({ field, oldValue, newValue }) =>
        t("corrected.change", {
          field: fields(`words.correctedField.${field}`),
          from: shown(oldValue),
          to: shown(newValue),
        }),
      ),
    },
    { title: t("corrected.toldTitle"), items: told.map((name) => (name ? isolate(name) : t("corrected.shop"))) },
    { title: t("corrected.leftTitle"), items: left ? [isolate(left)] : [] },
  ];
}

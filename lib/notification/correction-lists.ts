import type { ListProps } from "@/emails/parts";
import type { CorrectionResult } from "@/lib/correction/read-correction-result";
import { isolate } from "@/lib/isolate";
import { type Locale, translator } from "@/lib/locale";

/** What was corrected, with the old value and the new one, and where else (GDPR Art. 16, 19). */
export function correctionLists({ changes, told }: CorrectionResult, locale: Locale): ListProps[] {
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
  ];
}

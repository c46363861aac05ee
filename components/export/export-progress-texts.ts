import { getLocale, getTranslations } from "next-intl/server";
import type { SectionTable } from "@/lib/section/section-table";
import { readerWords } from "@/lib/section/words";

/**
 * The texts of ExportProgress, which runs in the browser and is sent no messages but these.
 * @param table the sections of the export.
 */
export async function exportProgressTexts(table: SectionTable) {
  const t = await getTranslations("exports");
  const words = readerWords(await getLocale(), table);
  return {
    label: t("progressLabel"),
    queued: t("progressQueued"),
    collecting: t("progressCollecting", { section: "{section}" }),
    packing: t("progressPacking"),
    rows: t("progressRows", { collected: "{collected}", expected: "{expected}" }),
    leave: t("progressLeave"),
    refresh: t("refresh"),
    sections: Object.fromEntries(table.keys.map((key): [string, string] => [key, words.section(key)])),
  };
}

export type ExportProgressTexts = Awaited<ReturnType<typeof exportProgressTexts>>;

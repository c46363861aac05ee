import { getTranslations } from "next-intl/server";
import { sections } from "@/lib/section/sections";

/** The texts of ExportProgress, which runs in the browser and is sent no messages but these. */
export async function exportProgressTexts() {
  const t = await getTranslations("exports");
  const sectionName = await getTranslations("sections");
  return {
    label: t("progressLabel"),
    queued: t("progressQueued"),
    collecting: t("progressCollecting", { section: "{section}" }),
    packing: t("progressPacking"),
    rows: t("progressRows", { collected: "{collected}", expected: "{expected}" }),
    leave: t("progressLeave"),
    refresh: t("refresh"),
    sections: Object.fromEntries(sections.map((name) => [name, sectionName(name)])) as Record<string, string>,
  };
}

export type ExportProgressTexts = Awaited<ReturnType<typeof exportProgressTexts>>;

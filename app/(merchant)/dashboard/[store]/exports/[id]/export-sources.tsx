import { getTranslations } from "next-intl/server";
import { currentReader } from "@/app/request-locale";
import { Card } from "@/components/ui/card";
import { searchName, searchSentences } from "@/lib/archive/searches";
import type { FoundExport } from "@/lib/export/find-export";

/** Which sources an export drew on, in the words of its archive: when each was searched, what it gave, and what is missing. */
export async function ExportSources({ found, timeZone }: { found: FoundExport; timeZone: string }) {
  const t = await getTranslations("exports");
  const reader = { ...(await currentReader()), timeZone };
  return (
    <Card padded={false}>
      <h2 className="px-[18px] py-4">{t("sourcesTitle")}</h2>
      <dl className="border-t border-line text-sm">
        {found.searches.map((search) => (
          <div key={search.source} className="border-b border-line px-[18px] py-2.5 last:border-b-0">
            <dt className="font-medium wrap-anywhere">
              <bdi>{searchName(search, reader.locale)}</bdi>
            </dt>
            {searchSentences(search, reader).map((sentence) => (
              <dd key={sentence} className="wrap-anywhere text-ink-soft">
                <bdi>{sentence}</bdi>
              </dd>
            ))}
          </div>
        ))}
      </dl>
    </Card>
  );
}

import { getTranslations } from "next-intl/server";
import { currentReader } from "@/app/request-locale";
import { Card } from "@/components/ui/card";
import { formatBytes } from "@/components/ui/format-bytes";
import { searchName } from "@/lib/archive/searches";
import type { FoundExport } from "@/lib/export/find-export";
import { readerWords } from "@/lib/section/words";
import { viewQuery } from "./review-view";

/** What an archive contains, before it is downloaded: each section searched, and each file. */
export async function ExportContents({
  found,
  review,
}: {
  found: FoundExport;
  /** The address of the export's review, where the reader may open its sections. */
  review?: string | undefined;
}) {
  const t = await getTranslations("exports");
  const { locale } = await currentReader();
  const words = readerWords(locale, found.table);
  const several = found.searches.length > 1;
  const nameOf = (source: string) => {
    const search = found.searches.find((one) => one.source === source);
    return searchName(search ?? { source, name: null }, locale);
  };
  const cell = "border-b border-line px-[18px] py-2.5 align-top";
  return (
    <>
      {found.sources.length > 0 && (
        <Card padded={false}>
          <h2 className="px-[18px] py-4">{t("sectionsTitle")}</h2>
          <table className="w-full border-collapse text-sm [&_tbody>tr:last-child>*]:border-b-0">
            <thead className="sr-only">
              <tr>
                <th scope="col">{t("section")}</th>
                <th scope="col">{t("rows")}</th>
              </tr>
            </thead>
            <tbody className="border-t border-line">
              {found.sources.map(({ source, section, rows, failure }) => (
                <tr key={`${source} ${section}`}>
                  <th scope="row" className={`${cell} text-left font-normal`}>
                    {review && rows > 0 ? (
                      <a href={review + viewQuery({ section })} className="underline">
                        {words.section(section)}
                      </a>
                    ) : (
                      words.section(section)
                    )}
                    {several && (
                      <span className="block text-[13px] text-ink-soft">
                        <bdi>{nameOf(source)}</bdi>
                      </span>
                    )}
                    {failure && <span className="block text-[13px] font-medium text-late">{t("sectionFailed")}</span>}
                  </th>
                  <td className={`${cell} text-right tabular-nums ${rows === 0 ? "text-ink-soft" : ""}`}>
                    {failure && rows === 0 ? t("none") : t("rowCount", { count: rows })}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Card>
      )}
      {found.state === "ready" && found.files.length > 0 && (
        <Card padded={false}>
          <h2 className="px-[18px] py-4">{t("filesTitle", { count: found.files.length })}</h2>
          <ul className="border-t border-line text-sm" aria-label={t("files")}>
            {found.files.map((file) => (
              <li
                key={file.path}
                className="flex justify-between gap-4 border-b border-line px-[18px] py-2.5 last:border-b-0"
              >
                <span className="font-mono text-[13px] wrap-anywhere">{file.path}</span>
                <span className="whitespace-nowrap text-ink-soft tabular-nums">
                  {formatBytes(file.sizeBytes, locale)}
                </span>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}

import { getLocale, getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { Cell, Row, Table } from "@/components/ui/table";
import { reasonText } from "@/lib/import/reasons";
import type { FoundImport } from "@/lib/upload/find-imports";

const columns = ["line", "column", "problem"] as const;

/** The rows of an import's files that cannot be imported, are left out, or were: where, why, and what to do. */
export async function ImportProblems({ found }: { found: FoundImport }) {
  const t = await getTranslations("imports");
  const locale = await getLocale();
  const count = found.files.reduce((sum, { rowsSkipped }) => sum + rowsSkipped, 0);
  const erased = found.files.reduce((sum, file) => sum + file.erased, 0);
  const corrected = found.files.reduce((sum, file) => sum + file.corrected, 0);
  if (count + erased + corrected === 0)
    return found.state === "ready" ? <p className="text-sm text-ink-soft">{t("noProblems")}</p> : null;
  return (
    <>
      {count > 0 && (
        <Notice tone="wait">
          <p className="font-semibold">{t(found.state === "ready" ? "problemsTitle" : "problemsDone", { count })}</p>
          <p className="mt-1 text-sm">{t("problemsText")}</p>
        </Notice>
      )}
      {erased > 0 && (
        <Notice tone="calm">
          <p className="font-semibold">{t("erased", { count: erased })}</p>
          <p className="mt-1 text-sm">{t("erasedText")}</p>
        </Notice>
      )}
      {corrected > 0 && (
        <Notice tone="calm">
          <p className="font-semibold">{t("corrected", { count: corrected })}</p>
          <p className="mt-1 text-sm">{t("correctedText")}</p>
        </Notice>
      )}
      {found.files
        .filter(({ problems }) => problems.length > 0)
        .map(({ number, name, problems, rowsSkipped, erased }) => (
          <Card key={number} padded={false}>
            <h3 className="border-b border-line px-3.5 py-2.5 text-sm wrap-anywhere">
              {t("problemsLabel", { name })}
              {rowsSkipped + erased > problems.length && (
                <span className="ms-2 font-normal text-ink-soft">
                  {t("problemsMore", { shown: problems.length.toLocaleString(locale) })}
                </span>
              )}
            </h3>
            <div className="max-h-96 overflow-y-auto">
              <Table
                label={t("problemsLabel", { name })}
                columns={columns.map((key) => ({ key, label: t(`column-${key}`) }))}
              >
                {numbered(problems).map(({ key, line, column, ...reason }) => (
                  <Row key={key}>
                    <Cell header place="lead" nowrap>
                      <span className="lg:hidden">{t("column-line")} </span>
                      {line.toLocaleString(locale)}
                    </Cell>
                    <Cell place="side">
                      <bdi className="wrap-anywhere">{column}</bdi>
                    </Cell>
                    <Cell place="rest">{reasonText(reason, locale)}</Cell>
                  </Row>
                ))}
              </Table>
            </div>
          </Card>
        ))}
    </>
  );
}

/** A line may have several problems, even alike. */
function numbered<T extends object>(problems: T[]) {
  return problems.map((problem, place) => ({ ...problem, key: place }));
}

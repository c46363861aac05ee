import { getLocale, getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LocalTime } from "@/components/ui/local-time";
import { Cell, Row, Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import type { ImportProgress, listImports } from "@/lib/upload/find-imports";

const columns = ["when", "who", "files", "state"] as const;

/** The imports that ended: who, when, and what they changed. */
export async function PastImports({
  base,
  imports,
}: {
  base: string;
  imports: Awaited<ReturnType<typeof listImports>>;
}) {
  const t = await getTranslations("imports");
  const number = new Intl.NumberFormat(await getLocale());
  return (
    <Card padded={false} label={t("pastTitle")}>
      {imports.length === 0 ? (
        <EmptyState title={t("emptyTitle")} text={t("emptyText")} />
      ) : (
        <>
          <h2 className="border-b border-line px-3.5 py-2.5">{t("pastTitle")}</h2>
          <Table label={t("pastTitle")} columns={columns.map((key) => ({ key, label: t(`column-${key}`) }))}>
            {imports.map((row) => (
              <Row key={row.id}>
                <Cell header place="lead" nowrap>
                  <a href={`${base}?id=${row.id}`}>
                    <LocalTime at={row.createdAt} />
                  </a>
                </Cell>
                <Cell place="foot">
                  <bdi>{row.startedById ? row.startedByName : t("commandLine")}</bdi>
                </Cell>
                <Cell place="rest">
                  {row.files.map((file) => (
                    <span key={file.number} className="block wrap-anywhere">
                      {file.kind === "customers" || file.kind === "orders" ? t(`kind-${file.kind}`) : file.name}
                      {row.state === "finished" &&
                        `: ${t("counts", {
                          added: number.format(file.added),
                          changed: number.format(file.changed),
                          unchanged: number.format(file.unchanged),
                        })}${file.rowsSkipped > 0 ? `; ${t("skipped", { count: file.rowsSkipped })}` : ""}${file.corrected > 0 ? `; ${t("corrected", { count: file.corrected })}` : ""}${file.erased > 0 ? `; ${t("erased", { count: file.erased })}` : ""}`}
                    </span>
                  ))}
                </Cell>
                <Cell place="side">
                  <State state={row.state} />
                </Cell>
              </Row>
            ))}
          </Table>
        </>
      )}
    </Card>
  );
}

async function State({ state }: Pick<ImportProgress, "state">) {
  const t = await getTranslations("imports");
  if (state === "finished") return <Tag tone="good">{t("state-finished")}</Tag>;
  if (state === "failed") return <Tag tone="late">{t("state-failed")}</Tag>;
  return <Tag tone="calm">{t(state === "expired" ? "state-expired" : "state-discarded")}</Tag>;
}

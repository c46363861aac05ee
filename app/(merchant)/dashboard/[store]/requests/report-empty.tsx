import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { env } from "@/lib/env";
import { UNVERIFIED_LIFETIME_DAYS } from "@/lib/request/delete-unverified";
import { isFiltered, type ReportView, reportHref } from "./report-view";

/** Why the report is empty, and one way on. @param isNew whether the store has no request at all. */
export async function ReportEmpty({
  store,
  base,
  view,
  isNew,
}: {
  store: string;
  base: string;
  view: ReportView;
  isNew: boolean;
}) {
  const t = await getTranslations("report");
  const { typed, cursor, state } = view;
  if (isNew) {
    const page = `${env().appUrl}/s/${store}`;
    return (
      <EmptyState title={t("emptyTitle")} text={t.rich("emptyText", { page: () => <a href={page}>{page}</a> })}>
        <ButtonLink href={page}>{t("openPage")}</ButtonLink>
      </EmptyState>
    );
  }
  if (cursor)
    return (
      <EmptyState title={t("endTitle")} text={t("endText")}>
        <ButtonLink href={reportHref(base, view)}>{t("firstPage")}</ButtonLink>
      </EmptyState>
    );
  if (isFiltered(view)) {
    const searchesAll = state === "all" || !typed;
    return (
      <EmptyState title={t("nothingFound")} text={t(typed ? "nothingFoundText" : "nothingFiltered")}>
        {searchesAll ? (
          <ButtonLink href={`${base}?state=${state}`}>{t("clear")}</ButtonLink>
        ) : (
          <ButtonLink href={reportHref(base, view, { state: "all", sort: undefined })}>{t("searchAll")}</ButtonLink>
        )}
      </EmptyState>
    );
  }
  const isPartOfOpen = state === "overdue" || state === "week";
  return (
    <EmptyState
      title={t(`none-${state as Exclude<typeof state, "all">}`)}
      text={state === "unverified" ? t("noneUnverifiedText", { days: UNVERIFIED_LIFETIME_DAYS }) : t("noneText")}
    >
      <ButtonLink href={isPartOfOpen ? base : `${base}?state=all`}>
        {t(isPartOfOpen ? "showOpen" : "showAll")}
      </ButtonLink>
    </EmptyState>
  );
}

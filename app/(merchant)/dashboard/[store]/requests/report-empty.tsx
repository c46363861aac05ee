import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { env } from "@/lib/env";
import { UNVERIFIED_LIFETIME_DAYS } from "@/lib/request/delete-unverified";
import { type ReportView, reportHref } from "./report-view";

/** Why the report is empty, and what to do. */
export async function ReportEmpty({ store, base, view }: { store: string; base: string; view: ReportView }) {
  const t = await getTranslations("report");
  const { typed, filter, state } = view;
  const filtered = typed !== "" || view.source !== undefined || view.type !== undefined;
  if (filter.cursor)
    return (
      <EmptyState title={t("endTitle")} text={t("endText")}>
        <ButtonLink href={reportHref(base, view)}>{t("firstPage")}</ButtonLink>
      </EmptyState>
    );
  if (filtered)
    return (
      <EmptyState title={t("nothingFound")} text={t(state === "unverified" ? "nothingFoundHere" : "nothingFoundText")}>
        <ButtonLink href={base}>{t("clear")}</ButtonLink>
        {state !== "unverified" && (
          <ButtonLink href={reportHref(base, view, { state: "unverified" })}>{t("searchUnverified")}</ButtonLink>
        )}
      </EmptyState>
    );
  if (state !== "all" && state !== "unverified")
    return (
      <EmptyState title={t(state === "open" ? "noneOpen" : "noneClosed")} text={t("noneText")}>
        <ButtonLink href={base}>{t("showAll")}</ButtonLink>
      </EmptyState>
    );
  const page = `${env().appUrl}/s/${store}`;
  return (
    <EmptyState
      title={t(state === "unverified" ? "noneUnverified" : "emptyTitle")}
      text={
        state === "unverified"
          ? t("noneUnverifiedText", { days: UNVERIFIED_LIFETIME_DAYS })
          : t.rich("emptyText", { page: () => <a href={page}>{page}</a> })
      }
    >
      {state === "all" && <ButtonLink href={page}>{t("openPage")}</ButtonLink>}
    </EmptyState>
  );
}

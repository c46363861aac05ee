import { getTranslations } from "next-intl/server";
import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { env } from "@/lib/env";
import { UNVERIFIED_LIFETIME_DAYS } from "@/lib/request/delete-unverified";
import { type ReportView, reportHref } from "./report-view";

/** An empty report: what that means, and what to do. */
export async function ReportEmpty({ store, base, view }: { store: string; base: string; view: ReportView }) {
  const t = await getTranslations("report");
  const { typed, filter, state } = view;
  const filtered = typed !== "" || view.source !== undefined || view.type !== undefined;
  if (filter.cursor)
    return (
      <EmptyState title={t("endTitle")} text={t("endText")}>
        <a href={reportHref(base, view)} className={buttonClass("plain")}>
          {t("firstPage")}
        </a>
      </EmptyState>
    );
  if (filtered)
    return (
      <EmptyState title={t("nothingFound")} text={t(state === "unverified" ? "nothingFoundHere" : "nothingFoundText")}>
        <a href={base} className={buttonClass("plain")}>
          {t("clear")}
        </a>
        {state !== "unverified" && (
          <a href={reportHref(base, view, { state: "unverified" })} className={buttonClass("plain")}>
            {t("searchUnverified")}
          </a>
        )}
      </EmptyState>
    );
  if (state !== "all" && state !== "unverified")
    return (
      <EmptyState title={t(state === "open" ? "noneOpen" : "noneClosed")} text={t("noneText")}>
        <a href={base} className={buttonClass("plain")}>
          {t("showAll")}
        </a>
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
      {state === "all" && (
        <a href={page} className={buttonClass("plain")}>
          {t("openPage")}
        </a>
      )}
    </EmptyState>
  );
}

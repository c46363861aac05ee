import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { ExportProgress } from "@/components/export/export-progress";
import { exportProgressTexts } from "@/components/export/export-progress-texts";
import { ExportTag } from "@/components/export/export-tag";
import { buttonClass } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { findExport } from "@/lib/export/find-export";
import { requireMember, roleIncludes } from "@/lib/merchant/session";
import { ExportContents } from "./export-contents";
import { ExportFacts } from "./export-facts";
import { RetryForm } from "./retry-form";

export async function generateMetadata() {
  const t = await getTranslations("exports");
  return { title: t("exportTitle") };
}

export default async function ExportPage({ params }: PageProps<"/dashboard/[store]/exports/[id]">) {
  const { store, id } = await params;
  const href = `/dashboard/${store}/exports/${id}`;
  const member = await requireMember(store, href);
  const found = (await findExport({ storeId: member.store.id, exportId: id })) ?? notFound();
  const t = await getTranslations("exports");
  const locale = await getLocale();
  const mayAct = roleIncludes(member.role, "staff");
  const { state, request } = found;
  const failed = found.sources.filter((source) => source.failure);
  const atWork = state === "queued" || state === "collecting";
  return (
    <div className="grid gap-[18px]">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <div className="min-w-0 grow">
          <p className="text-sm text-ink-soft">
            <a href={`/dashboard/${store}/exports`}>{t("title")}</a>
          </p>
          <h1 className="flex flex-wrap items-center gap-x-3 gap-y-1">
            {t("heading", { reference: request.reference })} <ExportTag progress={found} />
          </h1>
        </div>
        {state === "ready" && mayAct && (
          <a href={`/api/stores/${store}/exports/${id}/archive`} download className={buttonClass("primary")}>
            {t("download")}
          </a>
        )}
      </div>
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_320px]">
        <div className="grid min-w-0 gap-5">
          {state === "ready" && !mayAct && <Notice tone="calm">{t("viewerText")}</Notice>}
          {state === "ready" && failed.length > 0 && (
            <Notice tone="wait">
              <p className="font-semibold">{t("partTitle", { count: failed.length })}</p>
              <p className="mt-1 text-sm">{t("partText")}</p>
              {mayAct && request.state === "open" && (
                <RetryForm store={store} requestId={request.id} label={t("again")} />
              )}
            </Notice>
          )}
          {(state === "failed" || state === "expired") && (
            <Notice tone={state === "failed" ? "late" : "calm"}>
              <p className="font-semibold">{t(`${state}Title`)}</p>
              <p className="mt-1 text-sm">{t(`${state}Text`)}</p>
              {mayAct && request.state === "open" && (
                <RetryForm store={store} requestId={request.id} label={t(state === "failed" ? "tryAgain" : "again")} />
              )}
            </Notice>
          )}
          {atWork && (
            <Card label={t("progressLabel")}>
              <ExportProgress
                store={store}
                exportId={id}
                initial={{
                  state,
                  section: found.section,
                  rowsCollected: found.rowsCollected,
                  rowsExpected: found.rowsExpected,
                }}
                texts={await exportProgressTexts()}
                locale={locale}
                href={href}
              />
            </Card>
          )}
          {!atWork && <ExportContents found={found} locale={locale} />}
        </div>
        <ExportFacts store={store} found={found} locale={locale} />
      </div>
    </div>
  );
}

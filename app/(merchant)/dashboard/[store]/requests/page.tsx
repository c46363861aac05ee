import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Tabs } from "@/components/ui/tabs";
import { MAX_SELECTED } from "@/lib/bulk/bulk-act";
import { countRequests, countText } from "@/lib/request/count-requests";
import { listRequests } from "@/lib/request/list-requests";
import { requestViewNames } from "@/lib/request/request-views";
import { foundCount } from "@/lib/search/cursor-page";
import { requireMember } from "@/lib/sign-in/member";
import { may } from "@/lib/sign-in/permissions";
import { connectionTitles } from "@/lib/source/connection/connection";
import { DEFAULT_TIME_ZONE } from "@/lib/time-zone";
import { BulkBar } from "./bulk-bar";
import { ReportBar } from "./report-bar";
import { ReportEmpty } from "./report-empty";
import { ReportTable } from "./report-table";
import { cursorParams, filterOf, isFiltered, readReportView, reportHref, tabOf, viewParams } from "./report-view";
import { ResendDialog } from "./resend-dialog";

export async function generateMetadata() {
  const t = await getTranslations("report");
  return { title: { absolute: t("title") } }; // The title names the product as a whole.
}

export default async function ReportPage(props: PageProps<"/dashboard/[store]/requests">) {
  const { store } = await props.params;
  const base = `/dashboard/${store}/requests`;
  const params = await props.searchParams;
  const view = readReportView(params);
  const member = await requireMember(store, "request.view", reportHref(base, view));
  const t = await getTranslations("report");
  const storeId = member.store.id;
  const timeZone = member.store.timeZone ?? DEFAULT_TIME_ZONE;
  const mayAct = may(member.role, "request.bulk");
  const filter = filterOf(view, { merchantId: member.merchant.id, timeZone });
  const [page, counts, all] = await Promise.all([
    listRequests(storeId, filter),
    countRequests(storeId, timeZone),
    mayAct && params.select === "all"
      ? listRequests(storeId, { ...filter, cursor: undefined }, MAX_SELECTED + 1)
      : undefined,
  ]);
  const query = new URLSearchParams({ ...viewParams(view), ...cursorParams(view) }).toString();
  const filtered = isFiltered(view);
  const link = (cursor: Record<string, string>) => reportHref(base, view, cursor);
  return (
    <div className="grid gap-[18px]">
      <PageHeader title={t("title")}>
        {may(member.role, "register.download") && (
          <ButtonLink href={`/api/stores/${store}/requests/register?${query}`}>{t("downloadCsv")}</ButtonLink>
        )}
        {may(member.role, "request.enter") && (
          <ButtonLink look="primary" href={`${base}/new`}>
            {t("newRequest")}
          </ButtonLink>
        )}
      </PageHeader>
      <Card padded={false}>
        <Tabs
          label={t("views")}
          tabs={requestViewNames.map((state) => ({
            href: reportHref(base, view, { state, sort: undefined }),
            label: t(`tab-${state}`),
            // What is counted is the tab without filters.
            count: filtered ? undefined : countText(counts[state]),
            tone: { overdue: "late" as const, week: "wait" as const }[state as string],
            current: state === tabOf(view),
          }))}
        />
        <ReportBar
          base={base}
          view={view}
          member={member}
          found={view.typed && t("found", { count: page.rows.length, text: foundCount(page), typed: view.typed })}
        />
        {page.rows.length > 0 ? (
          <div className="group/selection relative">
            {mayAct && (
              <BulkBar
                storeId={storeId}
                merchantId={member.merchant.id}
                store={store}
                view={query}
                all={all?.rows.length}
                hrefs={{ all: reportHref(base, view, { select: "all" }), none: reportHref(base, view) }}
              />
            )}
            <ReportTable
              {...{ store, base, view, timeZone }}
              rows={page.rows}
              sources={await connectionTitles(storeId)}
              selection={mayAct ? (all ? "all" : "some") : "none"}
            />
          </div>
        ) : (
          <ReportEmpty store={store} base={base} view={view} isNew={counts.all === 0} />
        )}
        <Pagination
          label={t("pages")}
          previous={page.previous ? { href: link({ before: page.previous }), label: t("previous") } : undefined}
          next={page.next ? { href: link({ after: page.next }), label: t("next") } : undefined}
        />
      </Card>
      {mayAct && typeof params.ask === "string" && (
        <ResendDialog
          {...{ storeId, store, bulkId: params.ask }}
          view={query}
          closeHref={reportHref(base, view, cursorParams(view))}
        />
      )}
    </div>
  );
}

import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Tabs } from "@/components/ui/tabs";
import { countRequests, countText } from "@/lib/request/count-requests";
import { listRequests } from "@/lib/request/list-requests";
import { requestViewNames } from "@/lib/request/request-views";
import { foundCount } from "@/lib/search/cursor-page";
import { requireMember } from "@/lib/sign-in/member";
import { may } from "@/lib/sign-in/permissions";
import { DEFAULT_TIME_ZONE } from "@/lib/time-zone";
import { ReportBar } from "./report-bar";
import { ReportEmpty } from "./report-empty";
import { ReportTable } from "./report-table";
import { filterOf, isFiltered, readReportView, reportHref, tabOf } from "./report-view";

export async function generateMetadata() {
  const t = await getTranslations("report");
  return { title: { absolute: t("title") } }; // The title names the product as a whole.
}

export default async function ReportPage({ params, searchParams }: PageProps<"/dashboard/[store]/requests">) {
  const { store } = await params;
  const base = `/dashboard/${store}/requests`;
  const view = readReportView(await searchParams);
  const member = await requireMember(store, "request.view", reportHref(base, view));
  const t = await getTranslations("report");
  const storeId = member.store.id;
  const timeZone = member.store.timeZone ?? DEFAULT_TIME_ZONE;
  const [page, counts] = await Promise.all([
    listRequests(storeId, filterOf(view, { merchantId: member.merchant.id, timeZone })),
    countRequests(storeId, timeZone),
  ]);
  const filtered = isFiltered(view);
  const link = (cursor: Record<string, string>) => reportHref(base, view, cursor);
  return (
    <div className="grid gap-[18px]">
      <PageHeader title={t("title")}>
        {may(member.role, "request.enter") && <ButtonLink href={`${base}/new`}>{t("newRequest")}</ButtonLink>}
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
          <ReportTable store={store} base={base} view={view} rows={page.rows} timeZone={timeZone} />
        ) : (
          <ReportEmpty store={store} base={base} view={view} isNew={counts.all === 0} />
        )}
        <Pagination
          label={t("pages")}
          previous={page.previous ? { href: link({ before: page.previous }), label: t("previous") } : undefined}
          next={page.next ? { href: link({ after: page.next }), label: t("next") } : undefined}
        />
      </Card>
    </div>
  );
}

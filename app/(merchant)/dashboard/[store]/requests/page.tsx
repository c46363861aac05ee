import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { Pagination } from "@/components/ui/pagination";
import { Tabs } from "@/components/ui/tabs";
import { countOpenRequests } from "@/lib/request/count-open-requests";
import { listRequests } from "@/lib/request/list-requests";
import { requireMember } from "@/lib/sign-in/member";
import { DEFAULT_TIME_ZONE } from "@/lib/time-zone";
import { ReportBar } from "./report-bar";
import { ReportEmpty } from "./report-empty";
import { ReportTable } from "./report-table";
import { readReportView, reportHref, type StateView, stateViews } from "./report-view";

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
  const [page, openCount] = await Promise.all([listRequests(storeId, view.filter), countOpenRequests(storeId)]);
  const isClosedView = (stateViews.closed as readonly string[]).includes(view.state);
  const tab = (state: StateView, count?: string) => ({
    href: reportHref(base, view, { state: state === "all" ? undefined : state }),
    label: t(`tab-${state as "open" | "unverified" | "closed" | "all"}`),
    count,
    current: state === view.state || (state === "closed" && isClosedView),
  });
  const link = (cursor: Record<string, string>) => reportHref(base, view, cursor);
  return (
    <div className="grid gap-[18px]">
      <h1>{t("title")}</h1>
      <Card padded={false}>
        <Tabs
          label={t("views")}
          tabs={[tab("all"), tab("open", openCount > 99 ? "99+" : String(openCount)), tab("unverified"), tab("closed")]}
        />
        <ReportBar base={base} view={view} />
        {page.rows.length > 0 ? (
          <ReportTable store={store} rows={page.rows} timeZone={member.store.timeZone ?? DEFAULT_TIME_ZONE} />
        ) : (
          <ReportEmpty store={store} base={base} view={view} />
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

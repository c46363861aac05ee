import { getLocale, getTranslations } from "next-intl/server";
import { pageTitle } from "@/app/page-title";
import { readOverview } from "@/lib/request/overview";
import { requireMember } from "@/lib/sign-in/member";
import { may } from "@/lib/sign-in/permissions";
import { readSetupChecklist } from "@/lib/store/setup-checklist";
import { DEFAULT_TIME_ZONE } from "@/lib/time-zone";
import { AnswerTimesChart, WeeksChart } from "./charts";
import { SetupChecklist } from "./setup-checklist";
import { Tiles } from "./tiles";

export const generateMetadata = pageTitle("overview", "title");

export default async function OverviewPage({ params }: PageProps<"/dashboard/[store]/overview">) {
  const { store: slug } = await params;
  const { store, role } = await requireMember(slug, "request.view", `/dashboard/${slug}/overview`);
  const t = await getTranslations("overview");
  const [overview, setup] = await Promise.all([
    readOverview(store.id),
    may(role, "settings.manage") ? readSetupChecklist(store.id) : undefined,
  ]);
  const reader = { locale: await getLocale(), timeZone: store.timeZone ?? DEFAULT_TIME_ZONE };
  const checklist = setup && !setup.hidden && <SetupChecklist store={store} setup={setup} />;
  // Until there are requests, there is nothing else to see.
  const isNew = overview.counts.all === 0;
  return (
    <div className="grid gap-5">
      <h1>{t("title")}</h1>
      {isNew && checklist}
      <Tiles base={`/dashboard/${slug}/requests`} overview={overview} locale={reader.locale} />
      <div className="grid gap-5 lg:grid-cols-2">
        <WeeksChart overview={overview} reader={reader} requestPage={`/s/${slug}`} />
        <AnswerTimesChart overview={overview} locale={reader.locale} />
      </div>
      {!isNew && checklist}
    </div>
  );
}

import { getTranslations } from "next-intl/server";
import { NothingHere } from "@/app/(merchant)/dashboard/[store]/nothing-here";
import {
  filterOf,
  readReportView,
  reportHref,
  viewParams,
} from "@/app/(merchant)/dashboard/[store]/requests/report-view";
import { pageTitle } from "@/app/page-title";
import { dueWords } from "@/components/request/due-date";
import { RequestStatus } from "@/components/request/request-status";
import { LiveRefresh } from "@/components/ui/live-refresh";
import { LocalTime } from "@/components/ui/local-time";
import { PageHeader } from "@/components/ui/page-header";
import { isActive } from "@/lib/delivery/delivery-status";
import { listDeliveries } from "@/lib/delivery/list-deliveries";
import { getRequest } from "@/lib/request/get-request";
import { neighborRequests } from "@/lib/request/neighbor-requests";
import { nextStep } from "@/lib/request/next-step";
import { readRequestVersion } from "@/lib/request/request-version";
import { cleanQuery } from "@/lib/search/search-query";
import { requireMember } from "@/lib/sign-in/member";
import { may, type Permission } from "@/lib/sign-in/permissions";
import { listRecords } from "@/lib/subject/list-records";
import { DEFAULT_TIME_ZONE } from "@/lib/time-zone";
import { AddedData } from "./added-data";
import { AgentCard } from "./agent-card";
import { DeliveryCard } from "./delivery-card";
import { erasureProgress, isErasing } from "./erasure-view";
import { MessagesCard } from "./messages-card";
import { NextStepCard } from "./next-step";
import { OtherRequests } from "./other-requests";
import { RequestActions } from "./request-actions";
import { RequestCustomer } from "./request-customer";
import { RequestDialogs } from "./request-dialogs";
import { RequestFacts } from "./request-facts";
import { RequestOrders } from "./request-orders";
import { RequestPages } from "./request-pages";
import type { RequestView } from "./request-view";
import { RequestTimeline, readTimelinePlace } from "./timeline";
import { NoteForm } from "./timeline-note";

export const generateMetadata = pageTitle("request", "title");

export default async function RequestPage({ params, searchParams }: PageProps<"/dashboard/[store]/requests/[id]">) {
  const { store, id } = await params;
  const query = await searchParams;
  const base = `/dashboard/${store}/requests`;
  const report = readReportView(query);
  const hrefOf = (of: string, params?: Record<string, string>) => reportHref(`${base}/${of}`, report, params);
  const link = (params?: Record<string, string>) => hrefOf(id, params);
  const href = link();
  const member = await requireMember(store, "request.view", href);
  const storeId = member.store.id;
  // Read before what it stands for: what changes meanwhile is noticed.
  const version = await readRequestVersion({ storeId, requestId: id });
  const request = await getRequest({ storeId, requestId: id });
  if (!request) return <NothingHere />;
  const deliveries = await listDeliveries({ storeId, requestId: id });
  const current = deliveries.find(({ state }) => isActive(state));
  const can = (permission: Permission) => may(member.role, permission);
  const timeZone = member.store.timeZone ?? DEFAULT_TIME_ZONE;
  const next = nextStep({ ...request, delivery: current, erasure: erasureProgress(request) }, can("request.answer"));
  const filter = filterOf(report, { merchantId: member.merchant.id, timeZone });
  const records = await listRecords(storeId, request.id);
  // Of an account whose shop named nothing but its id.
  const linked = records.find(({ state }) => state === "accepted");
  const view = {
    ...{ store, timeZone, storeId, request, records, deliveries, current, next, can, href, link },
    reader: member.merchant.id,
    report: viewParams(report),
  };
  const t = await getTranslations("request");
  return (
    <div className="grid gap-[18px]">
      <PageHeader
        back={{ href: reportHref(base, report), label: t("back") }}
        pages={<RequestPages neighbors={await neighborRequests(request, filter)} hrefOf={hrefOf} />}
        title={
          request.customerName ??
          request.email ??
          linked?.label ??
          t(request.erasedAt ? "erasedPerson" : "unknownPerson")
        }
        mark={request.reference}
        tags={<Urgency {...view} />}
      >
        <RequestActions {...view} />
      </PageHeader>
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_320px] lg:grid-rows-[auto_1fr]">
        <div className="grid min-w-0 gap-5">
          <NextStepCard {...view} />
          <AgentCard {...view} />
          <DeliveryCard {...view} />
          <RequestCustomer {...view} typed={cleanQuery(query.customer)} />
          <MessagesCard {...view} />
          <RequestOrders {...view} typed={cleanQuery(query.order)} />
          <AddedData {...view} />
        </div>
        <div className="grid min-w-0 gap-5 lg:row-span-2">
          <RequestFacts {...view} />
          <OtherRequests {...view} />
        </div>
        <div className="grid min-w-0 gap-5">
          {can("request.write_note") && <NoteForm {...view} newest={request.notes[0]?.id} />}
          <RequestTimeline {...view} place={readTimelinePlace(query)} />
        </div>
      </div>
      <RequestDialogs {...view} dialog={query.dialog} note={query.note} />
      {/* Not while a dialog is being filled in, which a change might close. */}
      {version && !query.dialog && isUnderWay(view) && (
        <LiveRefresh
          url={`/api/stores/${store}/requests/${id}/version`}
          version={version}
          href={href}
          refresh={t("refresh")}
        />
      )}
    </div>
  );
}

/** The request's state, and while it is open when it is due. */
async function Urgency({ request, deliveries: [newest], timeZone }: RequestView) {
  const t = await getTranslations("request");
  const { state, export: made, dueAt } = request;
  const delivery = newest && !(made && made.createdAt > newest.createdAt) ? newest : null;
  const due = dueWords(t, { state, dueAt }, timeZone);
  return (
    <>
      <RequestStatus state={state} made={made} delivery={delivery} closedAsSpam={request.closedAsSpam} />
      {due && (
        <span className="due text-sm">
          <b className={due.urgency}>{due.text}</b>
          <span className="text-ink-soft">
            {", "}
            <LocalTime at={dueAt} dateOnly />
          </span>
        </span>
      )}
    </>
  );
}

/** Whether the page may soon change by itself: a search, a delivery or an email is under way. An export has its own progress. */
function isUnderWay({ request, current }: RequestView): boolean {
  return (
    request.state === "unverified" ||
    request.matchingSince !== null ||
    current !== undefined ||
    request.isTelling ||
    isErasing(request)
  );
}

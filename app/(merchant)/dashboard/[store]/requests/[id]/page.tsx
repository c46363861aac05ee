import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { pageTitle } from "@/app/page-title";
import { RequestStatus } from "@/components/request/request-status";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { Timeline } from "@/components/ui/timeline";
import { isActive } from "@/lib/delivery/delivery-status";
import { listDeliveries } from "@/lib/delivery/list-deliveries";
import { getRequest } from "@/lib/request/get-request";
import { cleanQuery } from "@/lib/search/search-query";
import { requireMember } from "@/lib/sign-in/member";
import { may, type Permission } from "@/lib/sign-in/permissions";
import { DEFAULT_TIME_ZONE } from "@/lib/time-zone";
import { Assignee } from "./assignee";
import { CloseDialog } from "./close-dialog";
import { DeliverDialog } from "./deliver-dialog";
import { DeliveryCard } from "./delivery-card";
import { historyOf } from "./history";
import { NextStep } from "./next-step";
import { RefuseDialog } from "./refuse-dialog";
import { RequestCustomer } from "./request-customer";
import { RequestEmails } from "./request-emails";
import { RequestFacts } from "./request-facts";
import { RequestNotes } from "./request-notes";
import { RequestOrders } from "./request-orders";
import { RevokeDialog } from "./revoke-dialog";

export const generateMetadata = pageTitle("request", "title");

export default async function RequestPage({ params, searchParams }: PageProps<"/dashboard/[store]/requests/[id]">) {
  const { store, id } = await params;
  const { dialog, q, order } = await searchParams;
  const href = `/dashboard/${store}/requests/${id}`;
  const member = await requireMember(store, "request.view", href);
  const storeId = member.store.id;
  const request = (await getRequest({ storeId, requestId: id })) ?? notFound();
  const deliveries = await listDeliveries({ storeId, requestId: id });
  const [newest] = deliveries;
  const delivery = newest && !(request.export && request.export.createdAt > newest.createdAt) ? newest : null;
  const current = deliveries.find(({ state }) => isActive(state));
  const can = (permission: Permission) => may(member.role, permission);
  const timeZone = member.store.timeZone ?? DEFAULT_TIME_ZONE;
  const view = { store, timeZone, storeId, request, deliveries, current, reader: member.merchant.id, can, href };
  const t = await getTranslations("request");
  return (
    <div className="grid gap-[18px]">
      <PageHeader
        back={{ href: `/dashboard/${store}/requests`, label: t("back") }}
        title={request.reference}
        tags={<RequestStatus state={request.state} made={request.export} delivery={delivery} />}
      />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_320px]">
        <div className="grid min-w-0 gap-5">
          <NextStep {...view} />
          <DeliveryCard {...view} />
          <RequestCustomer {...view} typed={cleanQuery(q)} />
          <RequestOrders {...view} typed={cleanQuery(order)} />
          <RequestNotes {...view} />
          <RequestEmails {...view} />
        </div>
        <div className="grid min-w-0 gap-5">
          <RequestFacts {...view} />
          <Assignee {...view} />
          <Card>
            <h2 className="mb-3.5">{t("timeline")}</h2>
            <Timeline lines={await historyOf(request)} />
          </Card>
        </div>
      </div>
      {dialog === "refuse" && can("request.refuse") && request.state === "open" && <RefuseDialog {...view} />}
      {dialog === "close" && can("request.answer") && request.state === "open" && !current && <CloseDialog {...view} />}
      {dialog === "deliver" && can("delivery.create") && request.state === "open" && !current && (
        <DeliverDialog {...view} />
      )}
      {dialog === "revoke" && can("delivery.manage") && <RevokeDialog {...view} />}
    </div>
  );
}

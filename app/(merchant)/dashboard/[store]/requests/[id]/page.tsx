import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
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
import { Assignee } from "./assignee";
import { DeliverDialog } from "./deliver-dialog";
import { DeliveryCard } from "./delivery-card";
import { historyOf } from "./history";
import { NextStep } from "./next-step";
import { RefuseDialog } from "./refuse-dialog";
import { RequestCustomer } from "./request-customer";
import { RequestEmails } from "./request-emails";
import { RequestFacts } from "./request-facts";
import { RequestNotes } from "./request-notes";
import { RevokeDialog } from "./revoke-dialog";

export async function generateMetadata() {
  const t = await getTranslations("request");
  return { title: t("title") };
}

export default async function RequestPage({ params, searchParams }: PageProps<"/dashboard/[store]/requests/[id]">) {
  const { store, id } = await params;
  const { dialog, q } = await searchParams;
  const href = `/dashboard/${store}/requests/${id}`;
  const member = await requireMember(store, "request.view", href);
  const request = (await getRequest({ storeId: member.store.id, requestId: id })) ?? notFound();
  const deliveries = await listDeliveries({ storeId: member.store.id, requestId: id });
  const [newest] = deliveries;
  const delivery = newest && !(request.export && request.export.createdAt > newest.createdAt) ? newest : null;
  const current = deliveries.find(({ state }) => isActive(state));
  const t = await getTranslations("request");
  const locale = await getLocale();
  const can = (permission: Permission) => may(member.role, permission);
  return (
    <div className="grid gap-[18px]">
      <PageHeader
        back={{ href: `/dashboard/${store}/requests`, label: t("back") }}
        title={request.reference}
        tags={<RequestStatus state={request.state} made={request.export} delivery={delivery} />}
      />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_320px]">
        <div className="grid min-w-0 gap-5">
          <NextStep store={store} request={request} delivery={current} mayAct={can("request.answer")} locale={locale} />
          <DeliveryCard
            store={store}
            requestId={request.id}
            deliveries={deliveries}
            mayAct={can("delivery.manage")}
            reader={member.merchant.id}
            locale={locale}
          />
          <RequestCustomer
            store={store}
            storeId={member.store.id}
            request={request}
            mayAct={can("request.link_customer")}
            typed={cleanQuery(typeof q === "string" ? q : undefined)}
          />
          <RequestNotes
            store={store}
            request={request}
            mayAct={can("request.write_note")}
            reader={member.merchant.id}
            locale={locale}
          />
          <RequestEmails emails={request.emails} locale={locale} />
        </div>
        <div className="grid min-w-0 gap-5">
          <RequestFacts store={store} request={request} mayAct={can("request.verify")} locale={locale} />
          <Assignee store={store} storeId={member.store.id} request={request} mayAct={can("request.assign")} />
          <Card>
            <h2 className="mb-3.5">{t("timeline")}</h2>
            <Timeline lines={await historyOf(request, locale)} />
          </Card>
        </div>
      </div>
      {dialog === "refuse" && can("request.refuse") && request.state === "open" && (
        <RefuseDialog store={store} requestId={id} closeHref={href} />
      )}
      {dialog === "deliver" && can("delivery.create") && request.state === "open" && !current && (
        <DeliverDialog store={store} storeId={member.store.id} request={request} closeHref={href} />
      )}
      {dialog === "revoke" && can("delivery.manage") && current && (
        <RevokeDialog store={store} requestId={id} delivery={current} closeHref={href} />
      )}
    </div>
  );
}

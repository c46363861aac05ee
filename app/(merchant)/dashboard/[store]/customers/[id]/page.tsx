import { getTranslations } from "next-intl/server";
import { NothingHere } from "@/app/(merchant)/dashboard/[store]/nothing-here";
import { pageTitle } from "@/app/page-title";
import { buttonClass } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Menu } from "@/components/ui/menu";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";
import { Tag } from "@/components/ui/tag";
import { customerTitle } from "@/lib/customer/customer-name";
import { getCustomer } from "@/lib/customer/get-customer";
import { findOrderShortfall } from "@/lib/customer/stated-orders";
import { offeredTypes } from "@/lib/request/offered-types";
import { DATA_EXPORT } from "@/lib/request/type-rules";
import { readCursor } from "@/lib/search/cursor-page";
import { requireMember } from "@/lib/sign-in/member";
import { may } from "@/lib/sign-in/permissions";
import { readLiveId } from "@/lib/source/connection/connection";
import { recordsSource } from "@/lib/source/records/records-source";
import { findOpenRequests } from "@/lib/subject/find-open-requests";
import { DEFAULT_TIME_ZONE } from "@/lib/time-zone";
import { Addresses } from "./addresses";
import { Consents } from "./consents";
import { CustomerFacts } from "./customer-facts";
import { CustomerOrders } from "./customer-orders";
import { CustomerRequests } from "./customer-requests";
import { EraseDialog } from "./erase-dialog";
import { LiveCustomer } from "./live-customer";
import { MORE_ACTIONS_ID, RequestDataDialog } from "./request-data-dialog";

/** What every export holds. */
const recorded = Object.keys(recordsSource.collectors);

const tabs = ["orders", "addresses", "consents", "requests"] as const;

export const generateMetadata = pageTitle("customers", "profileTitle");

export default async function CustomerPage({ params, searchParams }: PageProps<"/dashboard/[store]/customers/[id]">) {
  const { store, id } = await params;
  const asked = await searchParams;
  const href = `/dashboard/${store}/customers/${id}`;
  const member = await requireMember(store, "customer.view", href);
  const mayExport = may(member.role, "export.start");
  const liveId = decodeURIComponent(id);
  if (readLiveId(liveId)) {
    const reader = { storeId: member.store.id, memberId: member.merchant.id };
    return <LiveCustomer {...{ store, ...reader, id: liveId, href, mayExport, dialog: asked.dialog }} />;
  }
  const customer = await getCustomer({ storeId: member.store.id, customerId: id });
  if (!customer) return <NothingHere />;
  const shortfall = await findOrderShortfall(member.store.id, customer);
  const t = await getTranslations("customers");
  const tab = tabs.find((name) => name === asked.tab) ?? "orders";
  const tabHref = (name: string) => (name === "orders" ? href : `${href}?tab=${name}`);
  const dialogLink = (dialog: string) => `${href}?${new URLSearchParams({ ...(tab !== "orders" && { tab }), dialog })}`;
  const view = { store, customer, timeZone: member.store.timeZone ?? DEFAULT_TIME_ZONE, href };
  const mayErase = may(member.role, "customer.erase");
  const request = await getTranslations("request");
  return (
    <div className="grid gap-[18px]">
      <PageHeader
        back={{ href: `/dashboard/${store}/customers`, label: t("title") }}
        title={customerTitle(customer)}
        tags={customer.kind === "guest" && <Tag tone="calm">{t("guest")}</Tag>}
      >
        <Menu
          id={MORE_ACTIONS_ID}
          label={t("moreActions")}
          className={buttonClass("plain")}
          align="end"
          items={[
            ...(mayExport ? [{ href: dialogLink("request-data"), label: t("requestData") }] : []),
            ...(may(member.role, "request.enter")
              ? (await offeredTypes(member.store.id)).map(({ type }) => ({
                  href: `/dashboard/${store}/requests/new?${new URLSearchParams({ customer: customer.id, type })}`,
                  label: t("requestOther", { type: request(`type-${type}`) }),
                }))
              : []),
            ...(mayErase ? [{ href: dialogLink("erase"), label: t("erase") }] : []),
            ...(customer.email
              ? [
                  {
                    href: `/dashboard/${store}/requests?${new URLSearchParams({ q: customer.email })}`,
                    label: t("findRequests"),
                  },
                  {
                    href: `/dashboard/${store}/customers?${new URLSearchParams({ q: customer.email })}`,
                    label: t("findSame"),
                  },
                ]
              : [{ href: `/dashboard/${store}/requests`, label: t("findRequests") }]),
          ]}
        />
      </PageHeader>
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_320px]">
        <div className="grid min-w-0 gap-5">
          {shortfall && (
            <Notice tone="wait">
              <p className="text-sm">{t("fewerOrders", shortfall)}</p>
            </Notice>
          )}
          <Card padded={false}>
            <Tabs
              label={t("parts")}
              tabs={tabs.map((name) => ({ href: tabHref(name), label: t(`tab-${name}`), current: name === tab }))}
            />
            {tab === "orders" && <CustomerOrders {...view} cursor={readCursor(asked)} />}
            {tab === "addresses" && <Addresses {...view} />}
            {tab === "consents" && <Consents {...view} />}
            {tab === "requests" && <CustomerRequests {...view} />}
          </Card>
        </div>
        <CustomerFacts {...view} />
      </div>
      {asked.dialog === "request-data" && mayExport && (
        <RequestDataDialog
          store={store}
          customer={customer.id}
          name={customerTitle(customer)}
          email={customer.email}
          open={await findOpenRequests({ storeId: member.store.id, customerId: customer.id, type: DATA_EXPORT })}
          sections={recorded}
          closeHref={tabHref(tab)}
        />
      )}
      {asked.dialog === "erase" && mayErase && (
        <EraseDialog {...view} storeId={member.store.id} closeHref={tabHref(tab)} />
      )}
    </div>
  );
}

import { getTranslations } from "next-intl/server";
import { pageTitle } from "@/app/page-title";
import { PageHeader } from "@/components/ui/page-header";
import { getCustomer } from "@/lib/customer/get-customer";
import { DATA_EXPORT, requestTypeField } from "@/lib/request/type-rules";
import { cleanQuery } from "@/lib/search/search-query";
import { requireMember } from "@/lib/sign-in/member";
import { DEFAULT_TIME_ZONE } from "@/lib/time-zone";
import { CustomerChoice } from "./customer-choice";
import { NewRequestForm } from "./new-request-form";

export const generateMetadata = pageTitle("newRequest", "title");

export default async function NewRequestPage({ params, searchParams }: PageProps<"/dashboard/[store]/requests/new">) {
  const { store } = await params;
  const { q, customer: customerId, type } = await searchParams;
  const requests = `/dashboard/${store}/requests`;
  const member = await requireMember(store, "request.enter", `${requests}/new`);
  const storeId = member.store.id;
  const t = await getTranslations("newRequest");
  const customer = typeof customerId === "string" ? await getCustomer({ storeId, customerId }) : null;
  return (
    <div className="grid max-w-[720px] gap-[18px]">
      <PageHeader back={{ href: requests, label: t("back") }} title={t("title")} />
      <p className="max-w-[68ch] text-sm text-ink-soft">{t("lead")}</p>
      <CustomerChoice storeId={storeId} base={`${requests}/new`} customer={customer} typed={cleanQuery(q)} />
      <NewRequestForm
        store={store}
        cancelHref={requests}
        customer={customer}
        type={requestTypeField.safeParse(type).data ?? DATA_EXPORT}
        timeZone={member.store.timeZone ?? DEFAULT_TIME_ZONE}
      />
    </div>
  );
}

import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Heading } from "@/app/(public)/s/[store]/heading";
import { SignedIn } from "@/app/(public)/s/[store]/signed-in";
import { pageTitle } from "@/app/page-title";
import { ButtonLink } from "@/components/ui/button";
import { listOwnDeliveries } from "@/lib/delivery/own-deliveries";
import { isolate } from "@/lib/isolate";
import { listOwnThreads } from "@/lib/message/own-threads";
import { listOwnRequests } from "@/lib/request/list-own-requests";
import { currentCustomer } from "@/lib/sign-in/customer-session";
import { findStore } from "@/lib/store/find-store";
import { RequestCard } from "./request-card";

export const generateMetadata = pageTitle("account", "title");

/** A customer's own requests, each with its steps and what can be done about it. */
export default async function AccountPage({ params }: PageProps<"/s/[store]/account">) {
  const store = await findStore((await params).store);
  if (!store) return null;
  const customer = await currentCustomer(store.id);
  if (!customer) redirect(`/s/${store.slug}/sign-in?next=account`);
  const t = await getTranslations("account");
  const requests = await listOwnRequests(store.id, customer);
  const deliveries = await listOwnDeliveries(store.id, customer);
  const threads = await listOwnThreads(store.id, customer);
  return (
    <>
      <Heading title={t("title")} />
      <SignedIn store={store.slug} customer={customer} />
      {requests.length === 0 ? (
        <div className="rounded-card border border-dashed border-line-strong px-[18px] py-8 text-center">
          <p className="font-medium">{t("emptyTitle")}</p>
          <p className="mb-5 mt-1 text-ink-soft">{t("emptyText", { store: isolate(store.name) })}</p>
          <ButtonLink href={`/s/${store.slug}`} look="primary">
            {t("make")}
          </ButtonLink>
        </div>
      ) : (
        <>
          <ul className="mb-5 grid gap-5">
            {requests.map((request) => (
              <RequestCard
                key={request.id}
                store={store.slug}
                request={request}
                waits={threads.get(request.id)}
                // The newest: a revoked one is followed by a later one, or by none.
                delivery={deliveries.find(({ requestId }) => requestId === request.id)}
              />
            ))}
          </ul>
          <ButtonLink href={`/s/${store.slug}`}>{t("make")}</ButtonLink>
        </>
      )}
    </>
  );
}

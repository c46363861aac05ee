import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SignedIn } from "@/app/(public)/s/[store]/signed-in";
import { pageTitle } from "@/app/page-title";
import { ButtonLink } from "@/components/ui/button";
import { LocalTime } from "@/components/ui/local-time";
import { Tag, type TagTone } from "@/components/ui/tag";
import { listOwnDeliveries, type OwnDelivery } from "@/lib/delivery/own-deliveries";
import { isolate } from "@/lib/isolate";
import { listOwnRequests, type OwnRequest } from "@/lib/request/list-own-requests";
import { currentCustomer } from "@/lib/sign-in/customer-session";
import { findStore } from "@/lib/store/find-store";
import { DeliveredCopy } from "./delivered-copy";

export const generateMetadata = pageTitle("account", "title");

/** A customer's own requests and their states. */
export default async function AccountPage({ params }: PageProps<"/s/[store]/account">) {
  const store = await findStore((await params).store);
  if (!store) notFound();
  const customer = await currentCustomer(store.id);
  if (!customer) redirect(`/s/${store.slug}/sign-in?next=account`);
  const t = await getTranslations("account");
  const requests = await listOwnRequests(store.id, customer);
  const deliveries = await listOwnDeliveries(store.id, customer);
  return (
    <>
      <h1 className="mb-7 text-[30px] leading-9 tracking-[-0.022em]">{t("title")}</h1>
      <SignedIn store={store.slug} email={customer.email} />
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
          <ul className="mb-5 divide-y divide-line rounded-card border border-line bg-surface shadow-card">
            {requests.map((request) => (
              <Row
                key={request.id}
                store={store.slug}
                request={request}
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

async function Row({
  store,
  request,
  delivery,
}: {
  store: string;
  request: OwnRequest;
  delivery: OwnDelivery | undefined;
}) {
  const t = await getTranslations("account");
  const { state, reference, type, createdAt, dueAt, closedAt, refusalReason } = request;
  const time = (at: Date) => () => <LocalTime at={at} dateOnly />;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-3 gap-y-1 px-[18px] py-3.5">
      <h2 className="text-[15px] font-medium">{t(`types.${type}`)}</h2>
      <Tag tone={TONES[state]}>{t(`states.${state}`)}</Tag>
      <p className="col-span-2 text-sm text-ink-soft">
        {t.rich("made", { at: time(createdAt) })}
        {(state === "open" || state === "unverified") && <> · {t.rich("due", { at: time(dueAt) })}</>}
        {closedAt && <> · {t.rich("closed", { at: time(closedAt) })}</>}
      </p>
      {state === "unverified" && <p className="col-span-2 text-sm text-ink-soft">{t("unverifiedHint")}</p>}
      {refusalReason && <p className="col-span-2 text-sm wrap-anywhere">{t("reason", { reason: refusalReason })}</p>}
      {delivery && <DeliveredCopy store={store} reference={reference} delivery={delivery} />}
      <p className="col-span-2 font-mono text-[13px] text-ink-faint">{reference}</p>
    </li>
  );
}

const TONES: Record<OwnRequest["state"], TagTone> = {
  unverified: "wait",
  open: "calm",
  answered: "good",
  refused: "late",
  cancelled: "calm",
};

import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Card } from "@/components/ui/card";
import { SearchForm } from "@/components/ui/search-form";
import { customerTitle } from "@/lib/customer/customer-name";
import { findByEmail } from "@/lib/customer/get-customer";
import { searchCustomers } from "@/lib/customer/search-customers";
import type { FoundRequest } from "@/lib/request/get-request";
import { chooseCustomer } from "./actions";
import type { RequestView } from "./request-view";

const MAX_CHOICES = 10;

/** @property typed what was searched for on this page. */
type Props = RequestView & { typed: string };

/** The request's customer; if that is not known, candidates to choose from. */
export async function RequestCustomer(props: Props) {
  const t = await getTranslations("request");
  const { store, request, can, typed } = props;
  const { customerId, state, export: made } = request;
  const settled =
    state !== "open" || made?.state === "queued" || made?.state === "collecting" || made?.state === "ready";
  const choice = can("request.link_customer") && !settled && <Choice {...props} />;
  return (
    <Card>
      <h2 id="customer">{t("customer")}</h2>
      {request.customerHint && (
        <p className="mt-1 text-sm wrap-anywhere">
          <span className="text-ink-soft">{t("customerHint")}</span> <bdi>{request.customerHint}</bdi>
        </p>
      )}
      {customerId ? (
        <>
          <p className="mt-1 text-sm">
            <a dir="auto" href={`/dashboard/${store}/customers/${customerId}`} className="underline wrap-anywhere">
              {request.customerName ?? request.email ?? t("openProfile")}
            </a>
          </p>
          {choice && (
            <details className="mt-3 text-sm" open={typed !== ""}>
              <summary className="text-ink-soft">{t("anotherCustomer")}</summary>
              {choice}
            </details>
          )}
        </>
      ) : (
        <>
          <p className="mt-1 text-sm font-medium">{t(`match-${matchOf(request)}`)}</p>
          <p className="mt-0.5 text-sm text-ink-soft">{t(`match-${matchOf(request)}Text`)}</p>
          {choice}
        </>
      )}
    </Card>
  );
}

function matchOf({ state, matchCount }: FoundRequest) {
  if (state === "unverified") return "unverified";
  return matchCount > 1 ? "several" : "none";
}

async function Choice({ store, storeId, request, typed, href, report }: Props) {
  const t = await getTranslations("request");
  const found = typed
    ? (await searchCustomers({ storeId, search: typed, cursor: undefined, pageRows: MAX_CHOICES })).rows
    : request.matchCount > 1 && request.emailNormalized && request.emailVerified
      ? await findByEmail(storeId, request.emailNormalized)
      : [];
  const shown = found.filter(({ id }) => id !== request.customerId);
  return (
    <div className="mt-3 grid gap-3">
      {shown.length > 0 && (
        <ul className="grid rounded-control border border-line">
          {shown.map((customer) => (
            <li
              key={customer.id}
              className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-3.5 py-2.5 text-sm last:border-b-0"
            >
              <span className="min-w-0 grow basis-40">
                <a dir="auto" href={`/dashboard/${store}/customers/${customer.id}`} className="underline wrap-anywhere">
                  {customerTitle(customer)}
                </a>
                <span className="block text-[13px] text-ink-soft wrap-anywhere">
                  {[customer.email, t(`kind-${customer.kind}`)].filter(Boolean).join(" · ")}
                </span>
              </span>
              <ActionForm action={chooseCustomer} hidden={{ store, request: request.id, customer: customer.id }}>
                <SubmitButton look="plain">
                  {t("useCustomer")} <bdi className="sr-only">{customerTitle(customer)}</bdi>
                </SubmitButton>
              </ActionForm>
            </li>
          ))}
        </ul>
      )}
      {typed && shown.length === 0 && <p className="text-sm text-ink-soft">{t("nobodyFound")}</p>}
      <SearchForm
        name="customer"
        label={t("searchCustomer")}
        submit={t("search")}
        value={typed}
        action={`${href}#customer`}
        kept={report}
      />
    </div>
  );
}

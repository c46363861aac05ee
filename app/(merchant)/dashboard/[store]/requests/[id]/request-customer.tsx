import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { SearchForm } from "@/components/ui/search-form";
import { customerTitle } from "@/lib/customer/customer-name";
import { findByEmail } from "@/lib/customer/get-customer";
import { RECORDS_SOURCE } from "@/lib/customer/record-names";
import { searchCustomers } from "@/lib/customer/search-customers";
import { isolate } from "@/lib/isolate";
import type { FoundRequest } from "@/lib/request/get-request";
import { type ListedRecord, listSharedRequests, listSilentSources } from "@/lib/subject/list-records";
import { chooseCustomer, searchSources, startExport } from "./actions";
import { LinkedRecords, ProposedRecords } from "./request-records";
import { mayLink, type RequestView } from "./request-view";

const MAX_CHOICES = 10;

/** @property typed what was searched for on this page. */
type Props = RequestView & { typed: string };

/** Whose data it is: the records that are linked, those that may be the person's, and a search for others. */
export async function RequestCustomer(props: Props) {
  const t = await getTranslations("request");
  const { request, records, typed } = props;
  const { state, export: made, matchingSince } = request;
  const mayChange = mayLink(props);
  const choice = mayChange && made?.state !== "ready" && <Choice {...props} />;
  const linked = records.filter((record) => record.state === "accepted");
  const proposed = records.filter((record) => record.state === "proposed");
  const hasLive = linked.some(({ source }) => source !== RECORDS_SOURCE);
  const hasCustomer = linked.some(({ customer }) => customer);
  return (
    <Card>
      <h2 id="customer" tabIndex={-1} className="w-fit scroll-mt-20 rounded-[4px]">
        {t("customer")}
      </h2>
      {request.customerHint && (
        <p className="mt-1 text-sm wrap-anywhere">
          <span className="text-ink-soft">{t("customerHint")}</span> <bdi>{request.customerHint}</bdi>
        </p>
      )}
      {!hasCustomer && !hasLive && !matchingSince && (
        <>
          <p className="mt-1 text-sm font-medium">{t(`match-${matchOf(request)}`)}</p>
          <p className="mt-0.5 text-sm text-ink-soft">{t(`match-${matchOf(request)}Text`)}</p>
        </>
      )}
      {state === "open" && !matchingSince && <Silent {...props} mayChange={mayChange} />}
      {linked.length > 0 && <LinkedRecords {...props} linked={linked} />}
      {mayChange && <Outdated {...props} linked={linked} />}
      {state === "open" && <Shared {...props} />}
      {mayChange && proposed.length > 0 && <ProposedRecords {...props} proposed={proposed} />}
      {choice &&
        (hasCustomer ? (
          <details className="mt-3 text-sm" open={typed !== ""}>
            <summary className="text-ink-soft">{t("anotherCustomer")}</summary>
            {choice}
          </details>
        ) : (
          choice
        ))}
    </Card>
  );
}

/** Names the sources that did not say whether they know the person, and asks them again. */
async function Silent({ store, storeId, request, mayChange }: Props & { mayChange: boolean }) {
  const silent = await listSilentSources(storeId, request.id);
  if (silent.length === 0) return null;
  const t = await getTranslations("requestRecords");
  return (
    <div className="mt-3">
      <Notice tone="wait">
        <p className="text-sm wrap-anywhere">{t("silent", { sources: silent.map(isolate).join(", ") })}</p>
        {mayChange && (
          <ActionForm action={searchSources} hidden={{ store, request: request.id }} className="mt-2">
            <SubmitButton look="plain">{t("searchAgain")}</SubmitButton>
          </ActionForm>
        )}
      </Notice>
    </div>
  );
}

/** Offers to export again where a record was linked after the export that is ready. */
async function Outdated({ store, request, can, linked }: Props & { linked: ListedRecord[] }) {
  const t = await getTranslations("requestOrders");
  const { export: newest } = request;
  if (newest?.state !== "ready" || !linked.some(({ at }) => at > newest.createdAt)) return null;
  return (
    <div className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-2">
      <p className="grow basis-60 text-sm font-medium">{t("exportOutdated")}</p>
      {can("export.start") && (
        <ActionForm action={startExport} hidden={{ store, request: request.id }}>
          <SubmitButton look="plain">{t("exportAgain")}</SubmitButton>
        </ActionForm>
      )}
    </div>
  );
}

/** Names the other open requests about the same records: one answer may do for both. */
async function Shared({ store, storeId, request }: Props) {
  const t = await getTranslations("requestRecords");
  const others = await listSharedRequests(storeId, request.id);
  if (others.length === 0) return null;
  return (
    <div className="mt-3 text-sm">
      <Notice tone="calm">
        {t("shared", { count: others.length })}{" "}
        {others.map(({ id, reference }) => (
          <a key={id} href={`/dashboard/${store}/requests/${id}`} className="me-2 underline">
            {t.rich("answerTogether", { reference: () => <span className="font-mono text-[13px]">{reference}</span> })}
          </a>
        ))}
      </Notice>
    </div>
  );
}

function matchOf({ state, matchCount }: FoundRequest) {
  if (state === "unverified") return "unverified";
  return matchCount > 1 ? "several" : "none";
}

async function Choice({ store, storeId, request, records, typed, href, report }: Props) {
  const t = await getTranslations("request");
  const found = typed
    ? (await searchCustomers({ storeId, search: typed, cursor: undefined, pageRows: MAX_CHOICES })).rows
    : request.matchCount > 1 && request.emailNormalized && request.emailVerified
      ? await findByEmail(storeId, request.emailNormalized)
      : [];
  const shown = found.filter(
    ({ id }) => !records.some((record) => record.state === "accepted" && record.customer?.id === id),
  );
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

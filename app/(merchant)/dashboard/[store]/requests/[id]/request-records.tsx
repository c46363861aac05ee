import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { formatMoney } from "@/components/customer/format-money";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { LocalTime } from "@/components/ui/local-time";
import { RECORDS_SOURCE } from "@/lib/customer/record-names";
import type { LooseOrder } from "@/lib/customer/search-orders";
import { livePath } from "@/lib/source/connection/connection";
import type { ListedRecord } from "@/lib/subject/list-records";
import { acceptRecord, rejectRecord } from "./actions";
import { mayLink, type RequestView } from "./request-view";

/** The records that a request is about, each with its reason and who said so. */
export async function LinkedRecords(view: RequestView & { linked: ListedRecord[] }) {
  const t = await getTranslations("requestRecords");
  const { store, request, linked, current } = view;
  // A ready export holds the customer's data already.
  const isRemovable = (record: ListedRecord) =>
    mayLink(view) && !(record.customer && request.export?.state === "ready");
  return (
    <>
      {current && linked.some(isRemovable) && <p className="mt-1 text-sm text-ink-soft">{t("removeRevokes")}</p>}
      <Lines label={t("linked")}>
        {linked.map((record) => (
          <Line key={`${record.source} ${record.record}`} record={record} store={store}>
            {isRemovable(record) && (
              <ActionForm action={rejectRecord} hidden={keyOf(view, record)}>
                <SubmitButton look="plain">
                  {t("remove")} <bdi className="sr-only">{record.label}</bdi>
                </SubmitButton>
              </ActionForm>
            )}
          </Line>
        ))}
      </Lines>
    </>
  );
}

/** The records that may be the person's, for the staff to decide. */
export async function ProposedRecords(view: RequestView & { proposed: ListedRecord[] }) {
  const t = await getTranslations("requestRecords");
  return (
    <div className="mt-4">
      <h3 className="text-sm font-medium">{t("proposed")}</h3>
      <p className="text-[13px] text-ink-soft">{t("proposedText")}</p>
      <Lines label={t("proposed")}>
        {view.proposed.map((record) => (
          <Line key={`${record.source} ${record.record}`} record={record} store={view.store}>
            <div className="flex gap-2">
              <ActionForm action={acceptRecord} hidden={keyOf(view, record)}>
                <SubmitButton look="plain">
                  {t("accept")} <bdi className="sr-only">{record.label}</bdi>
                </SubmitButton>
              </ActionForm>
              <ActionForm action={rejectRecord} hidden={keyOf(view, record)}>
                <SubmitButton look="plain">
                  {t("reject")} <bdi className="sr-only">{record.label}</bdi>
                </SubmitButton>
              </ActionForm>
            </div>
          </Line>
        ))}
      </Lines>
    </div>
  );
}

function keyOf({ store, request }: RequestView, { source, record }: ListedRecord) {
  return { store, request: request.id, source, record };
}

/** A list of records or orders. */
export function Lines({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul aria-label={label} className="mt-2 grid rounded-control border border-line">
      {children}
    </ul>
  );
}

async function Line({ record, store, children }: { record: ListedRecord; store: string; children: ReactNode }) {
  const t = await getTranslations("requestOrders");
  const request = await getTranslations("request");
  const { source, label, reason, by, customer, order } = record;
  const why = [t(`reason-${reason}`), by].filter(Boolean).join(" · ");
  if (order)
    return (
      <OrderLine order={order} more={why}>
        {children}
      </OrderLine>
    );
  return (
    <li className={LINE}>
      <span className="min-w-0 grow basis-40">
        {customer ? (
          <a dir="auto" href={`/dashboard/${store}/customers/${customer.id}`} className="underline wrap-anywhere">
            {label ?? customer.email ?? request("openProfile")}
          </a>
        ) : source !== RECORDS_SOURCE ? (
          <a dir="auto" href={`/dashboard/${store}/${livePath(record)}`} className="underline wrap-anywhere">
            {label ?? request("openProfile")}
          </a>
        ) : (
          <bdi className="wrap-anywhere">{label}</bdi>
        )}
        {record.title && <bdi className="block text-[13px] text-ink-soft wrap-anywhere">{record.title}</bdi>}
        {customer && (
          <span className="block text-[13px] text-ink-soft wrap-anywhere">
            {[customer.email === label ? null : customer.email, request(`kind-${customer.kind}`)]
              .filter(Boolean)
              .join(" · ")}
          </span>
        )}
        <span className="block text-[13px] text-ink-soft wrap-anywhere">{why}</span>
      </span>
      {children}
    </li>
  );
}

/** One order: its number and date, whose names and phone number it holds, and its total. */
export async function OrderLine({
  order,
  more,
  children,
}: {
  order: LooseOrder;
  more?: string | undefined;
  children?: ReactNode;
}) {
  const locale = await getLocale();
  const { name, placedAt, person, phone, email, total, currency } = order;
  return (
    <li className={LINE}>
      <span className="min-w-0 grow basis-40">
        <span className="font-mono text-[13px]">{name}</span>{" "}
        <span className="text-ink-soft">
          <LocalTime at={placedAt} dateOnly /> · {formatMoney(total, currency, locale)}
        </span>
        <span className="block text-[13px] text-ink-soft wrap-anywhere">
          {[person, phone, email].filter(Boolean).map((part, index) => (
            <span key={part}>
              {index > 0 && " · "}
              <bdi>{part}</bdi>
            </span>
          ))}
        </span>
        {more && <span className="block text-[13px] text-ink-soft wrap-anywhere">{more}</span>}
      </span>
      {children}
    </li>
  );
}

const LINE = "flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-3.5 py-2.5 text-sm last:border-b-0";

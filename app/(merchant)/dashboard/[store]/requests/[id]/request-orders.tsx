import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { formatMoney } from "@/components/customer/format-money";
import { ActionForm } from "@/components/form/action-form";
import { Select } from "@/components/form/select";
import { SubmitButton } from "@/components/form/submit-button";
import { Card } from "@/components/ui/card";
import { LocalTime } from "@/components/ui/local-time";
import { SearchForm } from "@/components/ui/search-form";
import { type LooseOrder, searchOrders } from "@/lib/customer/search-orders";
import { orderReasons } from "@/lib/event/event-types";
import { listLinkedOrders, suggestOrders } from "@/lib/subject/suggest-orders";
import { addOrder, removeOrder, startExport } from "./actions";
import type { RequestView } from "./request-view";

/**
 * Orders that no customer has: those linked to the request, those that may be the customer's, and a search for others.
 * @property typed what was searched for among orders on this page.
 */
export async function RequestOrders(props: RequestView & { typed: string }) {
  const { storeId, store, request, can, typed, href, report } = props;
  const t = await getTranslations("requestOrders");
  const made = request.export?.state;
  const changes =
    can("request.link_customer") && request.state === "open" && made !== "queued" && made !== "collecting";
  const linked = await listLinkedOrders(storeId, request.id);
  if (linked.length === 0 && !changes) return null;
  const { export: newest } = request;
  const linkedSince =
    changes && newest?.state === "ready" && linked.some(({ linkedAt }) => linkedAt > newest.createdAt);
  const isLinked = ({ id }: LooseOrder) => linked.some((order) => order.id === id);
  const suggested = changes && request.customerId ? await suggestOrders(storeId, request.customerId) : [];
  const found = changes ? await searchOrders(storeId, typed) : [];
  const hidden = (order: LooseOrder) => ({ store, request: request.id, order: order.id });
  const newSuggestions = suggested.filter((order) => !isLinked(order));
  return (
    <Card>
      <h2 id="orders">{t("title")}</h2>
      <p className="mt-0.5 text-sm text-ink-soft">{t("text")}</p>
      {linked.length > 0 && (
        <Orders label={t("linked")}>
          {linked.map((order) => (
            <Order
              key={order.id}
              order={order}
              more={[t(`reason-${order.reason}`), order.linkedBy].filter(Boolean).join(" · ")}
            >
              {changes && (
                <ActionForm action={removeOrder} hidden={hidden(order)}>
                  <SubmitButton look="plain">
                    {t("remove")} <span className="sr-only">{order.name}</span>
                  </SubmitButton>
                </ActionForm>
              )}
            </Order>
          ))}
        </Orders>
      )}
      {linkedSince && (
        <div className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-2">
          <p className="grow basis-60 text-sm font-medium">{t("exportOutdated")}</p>
          {can("export.start") && (
            <ActionForm action={startExport} hidden={{ store, request: request.id }}>
              <SubmitButton look="plain">{t("exportAgain")}</SubmitButton>
            </ActionForm>
          )}
        </div>
      )}
      {newSuggestions.length > 0 && (
        <Orders label={t("suggested")} text={t("suggestedText")}>
          {newSuggestions.map((order) => (
            <Order key={order.id} order={order}>
              <ActionForm action={addOrder} hidden={{ ...hidden(order), reason: "same_phone" }}>
                <SubmitButton look="plain">
                  {t("accept")} <span className="sr-only">{order.name}</span>
                </SubmitButton>
              </ActionForm>
            </Order>
          ))}
        </Orders>
      )}
      {changes && (
        <details className="mt-4 text-sm" open={typed !== ""}>
          <summary className="text-ink-soft">{t("searchTitle")}</summary>
          {found.length > 0 && (
            <Orders label={t("found")}>
              {found.map((order) => (
                <Order key={order.id} order={order} more={isLinked(order) ? t("linkedAlready") : undefined}>
                  {!isLinked(order) && (
                    <ActionForm action={addOrder} hidden={hidden(order)} className="grid w-full gap-2 sm:w-72">
                      <Select
                        name="reason"
                        label={t("reason")}
                        options={[
                          { value: "", label: t("chooseReason") },
                          ...orderReasons.map((value) => ({ value, label: t(`reason-${value}`) })),
                        ]}
                      />
                      <SubmitButton look="plain">
                        {t("link")} <span className="sr-only">{order.name}</span>
                      </SubmitButton>
                    </ActionForm>
                  )}
                </Order>
              ))}
            </Orders>
          )}
          {typed && found.length === 0 && <p className="mt-3 text-sm text-ink-soft">{t("nothingFound")}</p>}
          <div className="mt-3">
            <SearchForm
              name="order"
              label={t("searchLabel")}
              submit={t("search")}
              value={typed}
              action={`${href}#orders`}
              kept={report}
            />
          </div>
        </details>
      )}
    </Card>
  );
}

function Orders({ label, text, children }: { label: string; text?: string; children: ReactNode }) {
  return (
    <div className="mt-4">
      <h3 className="text-sm font-medium">{label}</h3>
      {text && <p className="text-[13px] text-ink-soft">{text}</p>}
      <ul aria-label={label} className="mt-2 grid rounded-control border border-line">
        {children}
      </ul>
    </div>
  );
}

/** One order: its number and date, whose names and phone number it holds, and its total. */
async function Order({ order, more, children }: { order: LooseOrder; more?: string; children?: ReactNode }) {
  const locale = await getLocale();
  const { name, placedAt, person, phone, email, total, currency } = order;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-3.5 py-2.5 text-sm last:border-b-0">
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

import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { Select } from "@/components/form/select";
import { SubmitButton } from "@/components/form/submit-button";
import { Card } from "@/components/ui/card";
import { SearchForm } from "@/components/ui/search-form";
import { searchOrders } from "@/lib/customer/search-orders";
import { orderReasons } from "@/lib/event/link-reasons";
import { addOrder } from "./actions";
import { Lines, OrderLine } from "./request-records";
import { mayLink, type RequestView } from "./request-view";

/**
 * A search among the orders that no customer has, to link one.
 * @property typed what was searched for on this page.
 */
export async function RequestOrders(props: RequestView & { typed: string }) {
  const { storeId, store, request, records, typed, href, report } = props;
  const t = await getTranslations("requestOrders");
  if (!mayLink(props)) return null;
  const found = await searchOrders(storeId, typed);
  return (
    <Card>
      <h2 id="orders">{t("title")}</h2>
      <p className="mt-0.5 text-sm text-ink-soft">{t("text")}</p>
      <details className="mt-4 text-sm" open={typed !== ""}>
        <summary className="text-ink-soft">{t("searchTitle")}</summary>
        {found.length > 0 && (
          <Lines label={t("found")}>
            {found.map((order) => {
              const isLinked = records.some((record) => record.state === "accepted" && record.order?.id === order.id);
              return (
                <OrderLine key={order.id} order={order} more={isLinked ? t("linkedAlready") : undefined}>
                  {!isLinked && (
                    <ActionForm
                      action={addOrder}
                      hidden={{ store, request: request.id, order: order.id }}
                      className="grid w-full gap-2 sm:w-72"
                    >
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
                </OrderLine>
              );
            })}
          </Lines>
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
    </Card>
  );
}

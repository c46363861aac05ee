import { getLocale, getTranslations } from "next-intl/server";
import { formatMoney } from "@/components/customer/format-money";
import { EmptyState } from "@/components/ui/empty-state";
import { LocalTime } from "@/components/ui/local-time";
import { Pagination } from "@/components/ui/pagination";
import { Cell, Row, Table } from "@/components/ui/table";
import { type ListedOrder, listCustomerOrders } from "@/lib/customer/list-customer-orders";
import type { Cursor } from "@/lib/search/cursor-page";
import { readerWords } from "@/lib/section/words";
import type { CustomerView } from "./customer-view";

/** A page of a customer's orders; each expands to show its items. */
export async function CustomerOrders({ href, customer, cursor }: CustomerView & { cursor: Cursor | undefined }) {
  const t = await getTranslations("customers");
  const locale = await getLocale();
  const page = await listCustomerOrders(customer, cursor);
  if (page.rows.length === 0) return <EmptyState title={t("noOrdersTitle")} text={t("noOrdersText")} />;
  const columns = ["order", "placed", "state", "total"] as const;
  return (
    <>
      <Table
        label={t("tab-orders")}
        columns={columns.map((key) => ({ key, label: t(`column-${key}`), end: key === "total" }))}
      >
        {page.rows.map((order) => (
          <Row key={order.id}>
            <Cell header place="lead">
              <OrderLines order={order} locale={locale} />
            </Cell>
            <Cell place="foot">
              <span className="whitespace-nowrap max-lg:text-[13px] max-lg:text-ink-soft">
                <LocalTime at={order.placedAt} dateOnly />
              </span>
            </Cell>
            <Cell place="foot-side">
              <span className="max-lg:text-[13px] max-lg:text-ink-soft">
                {order.cancelledAt ? t("order-cancelled") : orderStatus(order, locale)}
              </span>
              {order.byAddress && <span className="block text-[13px] text-ink-soft">{t("byAddress")}</span>}
            </Cell>
            <Cell place="side" end>
              <span className="whitespace-nowrap tabular-nums">{formatMoney(order.total, order.currency, locale)}</span>
            </Cell>
          </Row>
        ))}
      </Table>
      <Pagination
        label={t("orderPages")}
        previous={page.previous ? { href: `${href}?before=${page.previous}`, label: t("newerOrders") } : undefined}
        next={page.next ? { href: `${href}?after=${page.next}`, label: t("olderOrders") } : undefined}
      />
    </>
  );
}

async function OrderLines({ order, locale }: { order: ListedOrder; locale: string }) {
  const t = await getTranslations("customers");
  return (
    <details>
      <summary className="w-fit font-mono text-[13px] wrap-anywhere">{order.name}</summary>
      {order.lines.length === 0 && <p className="mt-1 text-[13px] text-ink-soft">{t("noLines")}</p>}
      <ul className="mt-1 grid gap-1 text-[13px] leading-[18px]">
        {order.lines.map((line) => (
          <li key={line.position} className="wrap-anywhere">
            <span className="tabular-nums">{line.quantity} ×</span> <bdi>{line.name}</bdi>{" "}
            <span className="whitespace-nowrap text-ink-soft tabular-nums">
              {formatMoney(line.price, order.currency, locale)}
            </span>
          </li>
        ))}
      </ul>
      {order.moreLines && <p className="mt-1 text-[13px] text-ink-soft">{t("moreLines")}</p>}
    </details>
  );
}

/** An order's status, in the reader's words. */
function orderStatus({ fulfillmentStatus, financialStatus }: ListedOrder, locale: string): string {
  const words = readerWords(locale);
  if (!fulfillmentStatus && financialStatus) return words.code("financialStatus", financialStatus);
  return words.code("fulfillmentStatus", fulfillmentStatus ?? "unfulfilled");
}

import { getLocale, getTranslations } from "next-intl/server";
import { formatMoney } from "@/components/customer/format-money";
import { Card } from "@/components/ui/card";
import { LocalTime } from "@/components/ui/local-time";
import { Cell, Row, Table } from "@/components/ui/table";
import type { LooseOrder } from "@/lib/customer/search-orders";

const columns = ["order", "person", "phone", "placed", "total"] as const;

/** Orders that match a search and that no customer has. */
export async function LooseOrders({ orders }: { orders: LooseOrder[] }) {
  const t = await getTranslations("customers");
  const locale = await getLocale();
  return (
    <Card padded={false}>
      <div className="border-b border-line p-4">
        <h2>{t("looseOrders")}</h2>
        <p className="mt-0.5 text-sm text-ink-soft">{t("looseOrdersText")}</p>
      </div>
      <Table
        label={t("looseOrders")}
        columns={columns.map((key) => ({ key, label: t(`column-${key}`), end: key === "total" }))}
      >
        {orders.map((order) => (
          <Row key={order.id}>
            <Cell header place="lead">
              <span className="font-mono text-[13px]">{order.name}</span>
            </Cell>
            <Cell place="rest">
              <bdi className="wrap-anywhere">{order.person}</bdi>
            </Cell>
            <Cell place="foot">
              <bdi className="whitespace-nowrap tabular-nums">{order.phone}</bdi>
            </Cell>
            <Cell place="foot-side">
              <LocalTime at={order.placedAt} dateOnly />
            </Cell>
            <Cell place="side" end>
              <span className="whitespace-nowrap tabular-nums">{formatMoney(order.total, order.currency, locale)}</span>
            </Cell>
          </Row>
        ))}
      </Table>
    </Card>
  );
}

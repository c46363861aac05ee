import { getLocale, getTranslations } from "next-intl/server";
import { countryName } from "@/components/customer/country-name";
import { LocalTime } from "@/components/ui/local-time";
import { Cell, Row, stretch, Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { customerTitle } from "@/lib/customer/customer-name";
import { type ListedCustomer, MOST_ORDERS } from "@/lib/customer/search-customers";

/** The rows of the search, each a link to a profile. */
export async function CustomerTable({ store, rows }: { store: string; rows: ListedCustomer[] }) {
  const t = await getTranslations("customers");
  const locale = await getLocale();
  const columns = ["customer", "email", "country", "orders", "lastOrder"] as const;
  return (
    <Table
      label={t("title")}
      columns={columns.map((key) => ({ key, label: t(`column-${key}`), end: key === "orders" || key === "lastOrder" }))}
    >
      {rows.map((row) => (
        <Row key={row.id}>
          <Cell header place="lead">
            <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
              <a
                dir="auto"
                href={`/dashboard/${store}/customers/${row.id}`}
                className={`line-clamp-2 underline wrap-anywhere lg:min-w-40 ${stretch}`}
              >
                {customerTitle(row)}
              </a>
              {row.kind === "guest" && <Tag tone="calm">{t("guest")}</Tag>}
            </span>
          </Cell>
          <Cell place="rest">
            <span className="line-clamp-2 text-ink-soft wrap-anywhere lg:min-w-60">{row.email ?? t("noEmail")}</span>
          </Cell>
          <Cell>{row.country && countryName(row.country, locale)}</Cell>
          <Cell place="side" end>
            <span className="tabular-nums">
              <span className="lg:hidden">
                {t("orderCount", { count: row.orderCount, text: countText(row.orderCount) })}
              </span>
              <span className="max-lg:hidden">{countText(row.orderCount)}</span>
            </span>
          </Cell>
          <Cell end>
            <span className="whitespace-nowrap">
              {row.lastOrderAt ? (
                <LocalTime at={row.lastOrderAt.toISOString()} locale={locale} dateOnly />
              ) : (
                <span className="text-ink-soft">{t("noOrder")}</span>
              )}
            </span>
          </Cell>
        </Row>
      ))}
    </Table>
  );
}

function countText(count: number): string {
  return count >= MOST_ORDERS ? `${MOST_ORDERS - 1}+` : String(count);
}

import { getLocale } from "next-intl/server";
import { MAX_COUNTED_ORDERS } from "@/lib/customer/listed-customer";
import { isolate } from "@/lib/isolate";
import { translator } from "@/lib/locale";
import { readerWords } from "@/lib/section/words";
import { livePath } from "@/lib/source/connection/connection";
import type { LiveHits } from "@/lib/source/search-live";
import type { Hit } from "@/lib/source/source";
import { CustomerRows } from "./customer-rows";

/** The rows of the list, with all of their texts. */
export async function CustomerTable({
  store,
  rows,
  live,
}: {
  store: string;
  rows: Hit[];
  /** What live sources found: a customer of the same shop is one row, with both named. */
  live: LiveHits[];
}) {
  const locale = await getLocale();
  const t = translator(locale, "customers"); // cached between pages
  const columns = ["customer", "email", "country", "orders", "lastOrder"] as const;
  return (
    <CustomerRows
      label={t("title")}
      columns={columns.map((key) => ({
        key,
        label: t(`column-${key}`),
        end: key === "orders" || key === "lastOrder",
      }))}
      base={`/dashboard/${store}/customers/`}
      noOrder={t("noOrder")}
      rows={rows.map((row) => {
        const count = row.orderCount === null ? "" : countText(row.orderCount);
        return {
          id: row.id,
          title: row.title,
          also: live.flatMap(({ source, title, hits }) =>
            hits
              .filter(({ imported }) => imported === row.id)
              .map(({ record }) => ({
                href: `/dashboard/${store}/${livePath({ source, record })}`,
                text: t("alsoLive", { source: isolate(title) }),
              })),
          ),
          guest: row.isGuest ? t("guest") : "",
          email: row.email ?? t("noEmail"),
          country: row.country ? readerWords(locale).country(row.country) : "",
          count,
          orders: row.orderCount === null ? "" : t("orderCount", { count: row.orderCount, text: count }),
          lastOrderAt: row.lastOrderAt,
        };
      })}
    />
  );
}

function countText(count: number): string {
  return count >= MAX_COUNTED_ORDERS ? `${MAX_COUNTED_ORDERS - 1}+` : String(count);
}

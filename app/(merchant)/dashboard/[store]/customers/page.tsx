import { getTranslations } from "next-intl/server";
import { pageTitle } from "@/app/page-title";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { SearchForm } from "@/components/ui/search-form";
import { searchOrders } from "@/lib/customer/search-orders";
import { foundCount, readCursor } from "@/lib/search/cursor-page";
import { cleanQuery } from "@/lib/search/search-query";
import { requireMember } from "@/lib/sign-in/member";
import { may } from "@/lib/sign-in/permissions";
import { recordsSource } from "@/lib/source/records/records-source";
import { sourcesOf } from "@/lib/source/registry";
import { askLive } from "./ask-live";
import { CustomerTable } from "./customer-table";
import { LiveResults } from "./live-results";
import { LooseOrders } from "./loose-orders";

const PAGE_ROWS = 50;

export const generateMetadata = pageTitle("customers", "title");

export default async function CustomersPage({ params, searchParams }: PageProps<"/dashboard/[store]/customers">) {
  const { store } = await params;
  const { q, after, before, live } = await searchParams;
  const typed = cleanQuery(q);
  const base = `/dashboard/${store}/customers`;
  const hrefOf = (more: Record<string, string> = {}) => {
    const query = new URLSearchParams({ ...(typed && { q: typed }), ...more }).toString();
    return query ? `${base}?${query}` : base;
  };
  const member = await requireMember(store, "customer.view", hrefOf());
  const isOwner = may(member.role, "import.run");
  const importPage = `/dashboard/${store}/import`;
  const t = await getTranslations("customers");
  const cursor = readCursor({ after, before });
  const storeId = member.store.id;
  const isFirst = typed !== "" && !cursor;
  const hasLive = (await sourcesOf({ storeId })).some(({ title }) => title !== undefined);
  const [page, found] = await Promise.all([
    recordsSource.search({ storeId, text: typed, limit: PAGE_ROWS, cursor }),
    isFirst && live === "1" ? askLive({ storeId, memberId: member.merchant.id, text: typed }) : [],
  ]);
  const orders = cursor ? [] : await searchOrders(storeId, typed);
  // Above what live sources found, or may find, a big "nobody" would not be true.
  const isFoundElsewhere =
    typed !== "" &&
    hasLive &&
    (live !== "1" || typeof found === "string" || found.some(({ hits, failure }) => hits.length > 0 || failure));
  const empty = typed ? "nothing" : cursor ? "end" : "none";
  return (
    <div className="grid gap-[18px]">
      <PageHeader title={t("title")}>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <a href={`${base}/missing`} className="text-sm underline">
            {t("missing")}
          </a>
          {isOwner && <ButtonLink href={importPage}>{t("import")}</ButtonLink>}
        </div>
      </PageHeader>
      <Card padded={false}>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line p-2.5">
          <SearchForm
            label={t("search")}
            placeholder={t("searchHint")}
            submit={t("searchSubmit")}
            value={typed}
            action={base}
            found={typed && t("found", { count: page.rows.length, text: foundCount(page), typed })}
            wider={hasLive ? "live" : undefined}
          />
          {hasLive && isFirst && live !== "1" && (
            <a href={hrefOf({ live: "1" })} className="text-sm underline">
              {t("liveSearch")}
            </a>
          )}
        </div>
        {page.rows.length > 0 ? (
          <CustomerTable store={store} rows={page.rows} live={typeof found === "string" ? [] : found} />
        ) : isFoundElsewhere ? (
          <p className="px-[18px] py-3 text-sm text-ink-soft">{t("nothingInRecords")}</p>
        ) : (
          <EmptyState
            title={t(`${empty}Title`)}
            text={empty === "none" ? t("noneText", { isOwner: isOwner ? "yes" : "no" }) : t(`${empty}Text`)}
          >
            {empty !== "none" && <ButtonLink href={base}>{t("showAll")}</ButtonLink>}
            {empty === "none" && isOwner && (
              <ButtonLink href={importPage} look="primary">
                {t("import")}
              </ButtonLink>
            )}
          </EmptyState>
        )}
        <Pagination
          label={t("pages")}
          previous={page.previous ? { href: hrefOf({ before: page.previous }), label: t("previous") } : undefined}
          next={page.next ? { href: hrefOf({ after: page.next }), label: t("next") } : undefined}
        />
      </Card>
      {orders.length > 0 && <LooseOrders orders={orders} />}
      {typeof found === "string" ? (
        <Notice tone="wait">
          <p className="text-sm">{found}</p>
        </Notice>
      ) : (
        <LiveResults store={store} found={found} typed={typed} listed={page.rows.map(({ id }) => id)} />
      )}
    </div>
  );
}

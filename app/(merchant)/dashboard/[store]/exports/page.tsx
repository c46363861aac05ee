import { getLocale, getTranslations } from "next-intl/server";
import { pageTitle } from "@/app/page-title";
import { ExportTag } from "@/components/export/export-tag";
import { deliveryWords } from "@/components/request/status-words";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { formatBytes } from "@/components/ui/format-bytes";
import { LocalTime } from "@/components/ui/local-time";
import { Pagination } from "@/components/ui/pagination";
import { SearchForm } from "@/components/ui/search-form";
import { Cell, Row, Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { listExports } from "@/lib/export/list-exports";
import { cleanQuery } from "@/lib/search/search-query";
import { requireMember } from "@/lib/sign-in/member";

const columns = ["request", "customer", "state", "delivery", "size", "made", "expires"] as const;

export const generateMetadata = pageTitle("exports", "title");

export default async function ExportsPage({ params, searchParams }: PageProps<"/dashboard/[store]/exports">) {
  const { store } = await params;
  const base = `/dashboard/${store}/exports`;
  const member = await requireMember(store, "export.view", base);
  const t = await getTranslations("exports");
  const locale = await getLocale();
  const states = await getTranslations("states");
  const { after, q } = await searchParams;
  const cursor = typeof after === "string" ? after : undefined;
  const search = cleanQuery(q);
  const { exports, next } = await listExports({ storeId: member.store.id, search, after: cursor });
  const empty = search ? "noMatch" : cursor ? "end" : "empty";
  const query = search ? { q: search } : undefined;
  const newest = query ? `${base}?${new URLSearchParams(query)}` : base;
  return (
    <div className="grid gap-[18px]">
      <h1>{t("title")}</h1>
      {empty !== "empty" || exports.length > 0 ? (
        <SearchForm label={t("searchLabel")} submit={t("search")} value={search} action={base} />
      ) : null}
      <Card padded={false}>
        {exports.length > 0 ? (
          <Table
            label={t("title")}
            columns={columns.map((key) => ({ key, label: t(`column-${key}`), end: key === "size" }))}
          >
            {exports.map(({ request, delivery, ...row }) => (
              <Row key={row.id}>
                <Cell header place="lead">
                  <a href={`${base}/${row.id}`} className="reference">
                    {request.reference}
                  </a>
                </Cell>
                <Cell place="rest">
                  <bdi className="two-lines">{request.customerName ?? t("noCustomer")}</bdi>
                  {request.email && <span className="two-lines small-print">{request.email}</span>}
                </Cell>
                <Cell place="side">
                  <ExportTag progress={row} />
                </Cell>
                <Cell place="foot-side">
                  {delivery ? (
                    <Tag tone={deliveryWords(states, delivery).tone}>{deliveryWords(states, delivery).text}</Tag>
                  ) : (
                    t("none")
                  )}
                </Cell>
                <Cell end nowrap>
                  {row.sizeBytes === null ? t("none") : formatBytes(row.sizeBytes, locale)}
                </Cell>
                <Cell place="foot" nowrap>
                  <LocalTime at={row.createdAt} />
                </Cell>
                <Cell nowrap>{row.expiresAt ? <LocalTime at={row.expiresAt} dateOnly /> : t("none")}</Cell>
              </Row>
            ))}
          </Table>
        ) : (
          <EmptyState title={t(`${empty}Title`)} text={t(`${empty}Text`, { search })}>
            <ButtonLink href={empty === "empty" ? `/dashboard/${store}/requests` : base}>
              {t(empty === "end" ? "newest" : `${empty}Action`)}
            </ButtonLink>
          </EmptyState>
        )}
        <Pagination
          label={t("pages")}
          previous={cursor ? { href: newest, label: t("newest") } : undefined}
          next={
            next ? { href: `${base}?${new URLSearchParams({ ...query, after: next })}`, label: t("older") } : undefined
          }
        />
      </Card>
    </div>
  );
}

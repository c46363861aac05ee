import { getLocale, getTranslations } from "next-intl/server";
import { pageTitle } from "@/app/page-title";
import { ExportTag } from "@/components/export/export-tag";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { formatBytes } from "@/components/ui/format-bytes";
import { LocalTime } from "@/components/ui/local-time";
import { Pagination } from "@/components/ui/pagination";
import { Cell, Row, Table } from "@/components/ui/table";
import { listExports } from "@/lib/export/list-exports";
import { requireMember } from "@/lib/sign-in/member";

const columns = ["request", "customer", "state", "size", "made", "expires"] as const;

export const generateMetadata = pageTitle("exports", "title");

export default async function ExportsPage({ params, searchParams }: PageProps<"/dashboard/[store]/exports">) {
  const { store } = await params;
  const base = `/dashboard/${store}/exports`;
  const member = await requireMember(store, "export.view", base);
  const t = await getTranslations("exports");
  const locale = await getLocale();
  const { after } = await searchParams;
  const cursor = typeof after === "string" ? after : undefined;
  const { exports, next } = await listExports({ storeId: member.store.id, after: cursor });
  return (
    <div className="grid gap-[18px]">
      <h1>{t("title")}</h1>
      <Card padded={false}>
        {exports.length > 0 ? (
          <Table label={t("title")} columns={columns.map((key) => ({ key, label: t(`column-${key}`) }))}>
            {exports.map(({ request, ...row }) => (
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
                <Cell nowrap>{row.sizeBytes === null ? t("none") : formatBytes(row.sizeBytes, locale)}</Cell>
                <Cell place="foot" nowrap>
                  <LocalTime at={row.createdAt} />
                </Cell>
                <Cell nowrap>{row.expiresAt ? <LocalTime at={row.expiresAt} dateOnly /> : t("none")}</Cell>
              </Row>
            ))}
          </Table>
        ) : (
          <EmptyState title={t(cursor ? "endTitle" : "emptyTitle")} text={t(cursor ? "endText" : "emptyText")}>
            <ButtonLink href={cursor ? base : `/dashboard/${store}/requests`}>
              {t(cursor ? "newest" : "emptyAction")}
            </ButtonLink>
          </EmptyState>
        )}
        <Pagination
          label={t("pages")}
          previous={cursor ? { href: base, label: t("newest") } : undefined}
          next={next ? { href: `${base}?after=${encodeURIComponent(next)}`, label: t("older") } : undefined}
        />
      </Card>
    </div>
  );
}

import { getLocale, getTranslations } from "next-intl/server";
import { Due } from "@/components/request/due";
import { RequestStatus } from "@/components/request/request-status";
import { LocalTime } from "@/components/ui/local-time";
import { Cell, Row, stretch, Table } from "@/components/ui/table";
import type { ListedRequest } from "@/lib/request/list-requests";

/** The rows of the report. */
export async function ReportTable({ store, rows }: { store: string; rows: ListedRequest[] }) {
  const t = await getTranslations("report");
  const kinds = await getTranslations("request");
  const locale = await getLocale();
  const columns = ["request", "customer", "type", "source", "status", "received", "due"] as const;
  return (
    <Table label={t("title")} columns={columns.map((key) => ({ key, label: t(`column-${key}`) }))}>
      {rows.map((row) => (
        <Row key={row.id}>
          <Cell header place="foot">
            <a
              href={`/dashboard/${store}/requests/${row.id}`}
              className={`whitespace-nowrap font-mono text-[13px] underline max-lg:text-ink-soft ${stretch}`}
            >
              {row.reference}
            </a>
          </Cell>
          <Cell place="lead">
            {row.customerName ? (
              <span dir="auto" className="line-clamp-2 wrap-anywhere lg:min-w-44">
                {row.customerName}
              </span>
            ) : (
              !row.customerId && <span className="text-ink-soft">{t(nobody(row))}</span>
            )}
            {row.email && (
              <span className="line-clamp-2 text-[13px] leading-[18px] text-ink-soft wrap-anywhere lg:min-w-44">
                {row.email}
              </span>
            )}
          </Cell>
          <Cell>{kinds(`type-${row.type}`)}</Cell>
          <Cell>
            <span className="whitespace-nowrap">{kinds(`source-${row.source}`)}</span>
          </Cell>
          <Cell place="side">
            <RequestStatus state={row.state} made={row.export} delivery={row.delivery} />
          </Cell>
          <Cell>
            <span className="whitespace-nowrap">
              <LocalTime at={row.createdAt.toISOString()} locale={locale} dateOnly />
            </span>
          </Cell>
          <Cell place="footSide">
            <Due state={row.state} dueAt={row.dueAt} locale={locale} />
          </Cell>
        </Row>
      ))}
    </Table>
  );
}

/** Why a request has no customer's name. */
function nobody({ source, verifiedAt, matchCount }: ListedRequest) {
  if (source === "guest" && !verifiedAt) return "notVerified";
  return matchCount > 1 ? "severalCustomers" : "noCustomer";
}

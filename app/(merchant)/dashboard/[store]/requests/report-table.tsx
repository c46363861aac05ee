import { getLocale } from "next-intl/server";
import { dueWords } from "@/components/request/due-date";
import { statusWords } from "@/components/request/status-words";
import { translator } from "@/lib/locale";
import type { ListedRequest } from "@/lib/request/listed-request";
import { ReportRows } from "./report-rows";

/** The rows of the report, with all of their texts. */
export async function ReportTable({
  store,
  rows,
  timeZone,
}: {
  store: string;
  rows: ListedRequest[];
  /** The store's, in which days are counted. */
  timeZone: string;
}) {
  const locale = await getLocale();
  // Cached between pages, unlike next-intl's own, which would parse each message again.
  const t = translator(locale, "report");
  const request = translator(locale, "request");
  const states = translator(locale, "states");
  const columns = ["request", "customer", "type", "source", "status", "received", "due"] as const;
  return (
    <ReportRows
      label={t("title")}
      columns={columns.map((key) => ({ key, label: t(`column-${key}`) }))}
      base={`/dashboard/${store}/requests/`}
      rows={rows.map((row) => ({
        id: row.id,
        reference: row.reference,
        name: row.customerName ?? "",
        nobody: row.customerName || row.customerId ? "" : t(nobody(row)),
        email: row.email ?? "",
        type: request(`type-${row.type}`),
        source: request(`source-${row.source}`),
        status: statusWords(states, { state: row.state, made: row.export, delivery: row.delivery }),
        receivedAt: row.createdAt,
        dueAt: row.dueAt,
        due: dueWords(request, row, timeZone),
      }))}
    />
  );
}

/** Why a request has no customer's name. */
function nobody({ source, verifiedAt, matchCount }: ListedRequest) {
  if (source === "guest" && !verifiedAt) return "notVerified";
  return matchCount > 1 ? "severalCustomers" : "noCustomer";
}

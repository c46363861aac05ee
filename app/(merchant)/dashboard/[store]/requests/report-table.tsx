import { getLocale } from "next-intl/server";
import { formatLocale } from "@/app/request-locale";
import { dueWords } from "@/components/request/due-date";
import { statusWords } from "@/components/request/status-words";
import { toColumnar } from "@/components/ui/columnar";
import type { Column } from "@/components/ui/table";
import { translator } from "@/lib/locale";
import type { ListedRequest } from "@/lib/request/listed-request";
import type { RequestSort } from "@/lib/request/request-filter";
import { formatTime } from "@/lib/time-zone";
import { ReportRows } from "./report-rows";
import { hasStates, type ReportView, reportHref, sortParam, viewParams } from "./report-view";

const SORT_FORM_ID = "report-sort";

/** The rows of the report, with all of their texts. */
export async function ReportTable({
  store,
  base,
  view,
  rows,
  timeZone,
  sources,
  selection,
}: {
  store: string;
  base: string;
  view: ReportView;
  rows: ListedRequest[];
  /** The store's, in which days are counted. */
  timeZone: string;
  /** What the store calls its live sources; without any, the column of sources is left out. */
  sources: Map<string, string>;
  /** Whether rows can be selected, or all that match are. */
  selection: "none" | "some" | "all";
}) {
  const locale = await getLocale();
  // Cached between pages, unlike next-intl's own, which would parse each message again.
  const t = translator(locale, "report");
  const request = translator(locale, "request");
  const states = translator(locale, "states");
  const bulk = translator(locale, "bulk");
  const sorting = (key: RequestSort): Partial<Column> => {
    const isCurrent = view.sort === key;
    return {
      sort: {
        ...{ form: SORT_FORM_ID, name: "sort" },
        value: sortParam({ sort: key, descending: isCurrent && !view.descending }),
        current: isCurrent ? (view.descending ? "descending" : "ascending") : undefined,
      },
    };
  };
  const columns: Column[] = [
    ...(selection === "none" ? [] : [{ key: "select", label: bulk("column-select"), hidden: true }]),
    { key: "customer", label: t("column-customer"), ...sorting("customer") },
    { key: "due", label: t("column-due"), ...sorting("due") },
    { key: "status", label: t("column-status"), ...(hasStates(view) && sorting("status")) },
    { key: "request", label: t("column-request") },
    ...(sources.size > 0 ? [{ key: "foundIn", label: t("column-foundIn") }] : []),
    { key: "assignee", label: request("assignee") },
  ];
  const reader = { locale: await formatLocale(), timeZone };
  const day = (at: Date) => formatTime(at, "shortDay", reader);
  return (
    <>
      <form id={SORT_FORM_ID} action={base} hidden>
        {Object.entries(viewParams(view, { sort: undefined })).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
      </form>
      <ReportRows
        label={t("title")}
        columns={columns}
        base={`/dashboard/${store}/requests/`}
        query={reportHref("", view)}
        allSelected={selection === "all"}
        select={selection === "none" ? "" : bulk("select", { reference: "REFERENCE" })}
        rows={toColumnar(
          rows.map((row) => {
            const title = row.customerName ?? row.email ?? (row.erasedAt ? request("erasedPerson") : row.reference);
            const status = statusWords(states, { ...row, made: row.export });
            const due = dueWords(request, row, timeZone);
            return {
              id: row.id,
              reference: row.reference,
              title,
              note: row.erasedAt
                ? ""
                : row.customerName || row.isLinked
                  ? row.email === title
                    ? ""
                    : (row.email ?? "")
                  : t(nobody(row)),
              kind: t("kind", { type: request(`type-${row.type}`), source: row.source }),
              tone: status.tone,
              status: status.text,
              urgency: due?.urgency ?? "",
              due: due?.text ?? "",
              dueDate: day(row.dueAt),
              received: view.sort === "received" ? t("received", { at: day(row.createdAt) }) : "",
              foundIn: row.foundIn.map((source) => sources.get(source) ?? t("records")).join(", "),
              assignee: row.assigneeName ?? "",
            };
          }),
        )}
      />
    </>
  );
}

/** Why a request has no customer's name. */
function nobody({ source, verifiedAt, matchCount }: ListedRequest) {
  if (source === "guest" && !verifiedAt) return "notVerified";
  return matchCount > 1 ? "severalCustomers" : "noCustomer";
}

import { getLocale } from "next-intl/server";
import { Menu } from "@/components/ui/menu";
import { SearchForm } from "@/components/ui/search-form";
import { translator } from "@/lib/locale";
import { requestSorts } from "@/lib/request/request-filter";
import type { Member } from "@/lib/sign-in/member";
import { may } from "@/lib/sign-in/permissions";
import { listFilters } from "./report-filter-fields";
import { ReportFilters } from "./report-filters";
import { filterNames, hasStates, type ReportView, reportHref, sortParam, tabOf, viewParams } from "./report-view";

const FORM_ID = "report-search";
const OFF = "chip";
const ON = "chip on";

/** The report's search, its filters and its order. Each filter that is set is a chip that removes it. */
export async function ReportBar({
  base,
  view,
  member,
  found,
}: {
  base: string;
  view: ReportView;
  member: Member;
  /** How much a search has found; empty without one. */
  found: string;
}) {
  const locale = await getLocale();
  const t = translator(locale, "report");
  const fields = await listFilters(view, member, locale);
  const { q: _, ...params } = viewParams(view);
  const kept = Object.fromEntries(
    Object.entries(params).filter(([name]) => !fields.some((field) => field.name === name)),
  );
  const isMine = view.assignee === "me";
  const isSet = (name: string, value: string) =>
    value !== "" && value !== tabOf(view) && !(name === "assignee" && isMine);
  const chips = fields.filter(({ name, value }) => isSet(name, value));
  const sorts = requestSorts
    .filter((sort) => sort !== "status" || hasStates(view))
    .flatMap((sort) => [false, true].map((descending) => sortParam({ sort, descending })));
  const cleared = Object.fromEntries([...filterNames, "q"].map((name) => [name, undefined]));
  return (
    <div className="flex flex-wrap gap-2 border-b border-line p-2.5">
      <SearchForm
        id={FORM_ID}
        label={t("search")}
        placeholder={t("searchHint")}
        submit={t("searchSubmit")}
        value={view.typed}
        action={base}
        kept={kept}
        found={found}
      />
      <div className="flex flex-wrap gap-2">
        {may(member.role, "request.assign") && (
          <a
            href={reportHref(base, view, { assignee: isMine ? undefined : "me" })}
            aria-current={isMine ? "true" : undefined}
            className={isMine ? ON : OFF}
          >
            {t("mine")} {isMine && <span aria-hidden="true">×</span>}
          </a>
        )}
        <ReportFilters form={FORM_ID} fields={fields} className={OFF} locale={locale} />
        <Menu
          label={t("sort", { order: t(`sort-${sortParam(view) as "due"}`) })}
          className={OFF}
          items={sorts.map((sort) => ({
            href: reportHref(base, view, { sort }),
            label: t(`sort-${sort as "due"}`),
            checked: sort === sortParam(view),
          }))}
        />
      </div>
      {chips.length > 0 && (
        <div className="flex basis-full flex-wrap items-center gap-2">
          {chips.map(({ name, label, text }) => {
            const filter = t("chip", { name: label, value: text });
            return (
              <a
                key={name}
                href={reportHref(base, view, { [name]: name === "state" ? tabOf(view) : undefined })}
                aria-label={t("remove", { filter })}
                className={ON}
              >
                {filter} <span aria-hidden="true">×</span>
              </a>
            );
          })}
          <a
            href={reportHref(base, view, { ...cleared, state: tabOf(view) })}
            className="px-1 text-[13.5px] text-ink-soft underline"
          >
            {t("clearFilters")}
          </a>
        </div>
      )}
    </div>
  );
}

import { getLocale } from "next-intl/server";
import { Menu } from "@/components/ui/menu";
import { SearchForm } from "@/components/ui/search-form";
import { translator } from "@/lib/locale";
import { requestSorts } from "@/lib/request/request-filter";
import { requestTypes } from "@/lib/request/type-rules";
import { type ReportView, reportHref, sources, stateViews, viewParams } from "./report-view";

/** The report's search and its filters, each a chip whose menu opens another URL. */
export async function ReportBar({ base, view }: { base: string; view: ReportView }) {
  const locale = await getLocale();
  const t = translator(locale, "report");
  const states = translator(locale, "states");
  const kinds = translator(locale, "request");
  const { q: _, ...kept } = viewParams(view);
  const stateName = (state: keyof typeof stateViews) =>
    state === "all" || state === "closed" ? t(`state-${state}`) : states(state);
  const chips = [
    {
      name: "state",
      chosen: view.state === "all" ? undefined : view.state,
      options: Object.keys(stateViews)
        .map((state) => state as keyof typeof stateViews)
        .filter((state) => state !== "all")
        .map((state) => ({ value: state, label: stateName(state) })),
    },
    {
      name: "type",
      chosen: view.type,
      options: requestTypes.map((value) => ({ value, label: kinds(`type-${value}`) })),
    },
    {
      name: "source",
      chosen: view.source,
      options: sources.map((value) => ({ value, label: kinds(`source-${value}`) })),
    },
    {
      name: "sort",
      chosen: view.sort === "newest" ? undefined : view.sort,
      options: requestSorts.filter((sort) => sort !== "newest").map((value) => ({ value, label: t(`sort-${value}`) })),
    },
  ] as const;
  return (
    <div className="flex flex-wrap gap-2 border-b border-line p-2.5">
      <SearchForm
        label={t("search")}
        placeholder={t("searchHint")}
        submit={t("searchSubmit")}
        value={view.typed}
        action={base}
        kept={kept}
      />
      <div className="flex flex-wrap gap-2">
        {chips.map(({ name, chosen, options }) => {
          const label = options.find(({ value }) => value === chosen)?.label;
          return (
            <Menu
              key={name}
              label={t(label ? "chipOn" : "chip", { name: t(`chip-${name}`), value: label ?? t(`any-${name}`) })}
              className={`inline-flex min-h-9 items-center gap-1.5 rounded-control border px-3 text-[13.5px] ${label ? "border-line-strong bg-accent-wash text-ink" : "border-dashed border-line-strong text-ink-soft hover:text-ink"}`}
              items={[
                {
                  href: reportHref(base, view, { [name]: undefined }),
                  label: t(`any-${name}`),
                  checked: chosen === undefined,
                },
                ...options.map(({ value, label: text }) => ({
                  href: reportHref(base, view, { [name]: value }),
                  label: text,
                  checked: value === chosen,
                })),
              ]}
            />
          );
        })}
      </div>
    </div>
  );
}

import { OmitEmpty } from "@/components/form/omit-empty";
import { buttonClass } from "@/components/ui/button";
import { popoverClass } from "@/components/ui/popover";
import { translator } from "@/lib/locale";
import type { FilterField } from "./report-filter-fields";

/** The button "Filter" and the fields behind it, which belong to the search's form and work without JavaScript. */
export function ReportFilters({
  form,
  fields,
  className,
  locale,
}: {
  /** The id of the search's form. */
  form: string;
  fields: FilterField[];
  /** The button's. */
  className: string;
  locale: string;
}) {
  const t = translator(locale, "report");
  return (
    <>
      <OmitEmpty form={form} />
      <button type="button" popoverTarget="report-filters" className={className}>
        <span aria-hidden="true">+</span> {t("filter")}
      </button>
      <fieldset id="report-filters" popover="auto" className={`${popoverClass()} w-72`}>
        <legend className="sr-only">{t("filters")}</legend>
        <div className="grid gap-3 p-4 [&_:is(select,input)]:min-h-9 [&_:is(select,input)]:w-full [&_:is(select,input)]:rounded-control [&_:is(select,input)]:border [&_:is(select,input)]:border-edge [&_:is(select,input)]:bg-surface [&_:is(select,input)]:px-2.5 [&_:is(select,input)]:text-sm [&_:is(select,input)]:max-md:text-base">
          {fields.map(({ name, label, value, options }) => (
            <div key={name} className="grid gap-1">
              <label htmlFor={`filter-${name}`} className="text-[13px] font-medium">
                {label}
              </label>
              {options ? (
                <select key={value} id={`filter-${name}`} name={name} form={form} defaultValue={value}>
                  {options.map((option) => (
                    <option key={option.value} value={option.value}>
                      {option.label}
                    </option>
                  ))}
                </select>
              ) : (
                <input key={value} id={`filter-${name}`} type="date" name={name} form={form} defaultValue={value} />
              )}
            </div>
          ))}
          <button type="submit" form={form} className={buttonClass("primary")}>
            {t("apply")}
          </button>
        </div>
      </fieldset>
    </>
  );
}

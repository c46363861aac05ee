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
      <fieldset id="report-filters" popover="auto" className={`${popoverClass()} fields`}>
        <legend className="sr-only">{t("filters")}</legend>
        <div>
          {fields.map(({ name, label, value, options }) => (
            <div key={name}>
              <label htmlFor={`filter-${name}`}>{label}</label>
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

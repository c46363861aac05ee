import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { MAX_SELECTED } from "@/lib/bulk/bulk-act";
import { listMembers } from "@/lib/merchant/list-members";
import { actOnSelected } from "./bulk-actions";
import { BULK_FORM, ClearSelection, SelectedCount, SelectPage } from "./bulk-selection";

/**
 * What can be done to the selected requests. It covers the table's head once a row is checked; on phones it is at the
 * bottom. Without JavaScript it is always there.
 */
export async function BulkBar({
  storeId,
  merchantId,
  store,
  view,
  all,
  hrefs,
}: {
  storeId: string;
  /** The reader, to whom requests are assigned unless they choose another one. */
  merchantId: string;
  /** The store's slug. */
  store: string;
  /** The report's URL parameters. */
  view: string;
  /** How many match the filters, where all of them are selected. */
  all: number | undefined;
  /** The report with all that match selected, and without a selection. */
  hrefs: { all: string; none: string };
}) {
  const t = await getTranslations("bulk");
  const members = await listMembers(storeId, "request.assign");
  const isTooMany = all !== undefined && all > MAX_SELECTED;
  return (
    <>
      {all === undefined && <SelectPage label={t("selectPage")} />}
      <section
        aria-label={t("region")}
        className={`items-center gap-x-3 gap-y-2 border-b border-line bg-accent-wash px-3.5 text-sm max-lg:fixed max-lg:inset-x-0 max-lg:bottom-0 max-lg:z-9 max-lg:flex-wrap max-lg:border-t max-lg:py-2.5 max-lg:shadow-lg lg:absolute lg:end-0 lg:top-0 lg:z-2 lg:h-10 lg:max-xl:gap-x-2 lg:max-xl:text-[13px] noscript:static noscript:flex ${all === undefined ? "hidden group-has-[[name=request]:checked]/selection:flex lg:start-11" : "flex lg:start-0"}`}
      >
        {all === undefined ? (
          <>
            <SelectedCount text={t("selected", { count: "COUNT" })} />
            <a href={hrefs.all} className="underline">
              {t("selectAll")}
            </a>
          </>
        ) : (
          <p className="font-semibold">
            {isTooMany ? t("tooMany", { max: MAX_SELECTED }) : t("allSelected", { count: all })}
          </p>
        )}
        {!isTooMany && (
          <ActionForm
            id={BULK_FORM}
            action={actOnSelected}
            hidden={{ store, view, ...(all !== undefined && { all: "on" }) }}
            className="flex flex-wrap items-center gap-2 lg:ms-auto lg:flex-nowrap lg:[&>button]:min-h-7.5 lg:max-xl:gap-1.5 lg:max-xl:[&>button]:px-2.5 lg:max-xl:[&>button]:text-[13px]"
          >
            <select
              name="assignee"
              aria-label={t("assignTo")}
              defaultValue={merchantId}
              className="min-h-9 max-w-44 rounded-control border border-line-strong bg-surface px-2.5 text-sm lg:min-h-7.5 lg:max-xl:max-w-28"
            >
              {members.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
              <option value="">{t("nobody")}</option>
            </select>
            <SubmitButton look="plain" name="act" value="assign">
              {t("assign")}
            </SubmitButton>
            <SubmitButton look="plain" name="act" value="resend">
              {t("resend")}
            </SubmitButton>
            <SubmitButton look="plain" name="act" value="spam">
              {t("spam")}
            </SubmitButton>
          </ActionForm>
        )}
        {all === undefined ? (
          <ClearSelection label={t("clear")} />
        ) : (
          <a href={hrefs.none} className="underline">
            {t("clear")}
          </a>
        )}
      </section>
    </>
  );
}

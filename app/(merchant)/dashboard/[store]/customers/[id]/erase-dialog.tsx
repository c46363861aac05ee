import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Dialog, DialogButtons } from "@/components/ui/dialog";
import { customerTitle } from "@/lib/customer/customer-name";
import { previewErasure } from "@/lib/erasure/erase-customer";
import { sections } from "@/lib/section/sections";
import { readerWords } from "@/lib/section/words";
import { erase } from "./actions";
import type { CustomerView } from "./customer-view";
import { MORE_ACTIONS_ID } from "./request-data-dialog";

/** Says what goes and what stays before a customer is erased. */
export async function EraseDialog({
  store,
  storeId,
  customer,
  closeHref,
}: CustomerView & { storeId: string; closeHref: string }) {
  const rows: Record<string, number> | undefined = await previewErasure({ storeId, customerId: customer.id });
  if (!rows) return null;
  const t = await getTranslations("customers");
  const words = readerWords(await getLocale());
  return (
    <Dialog title={t("erase")} closeHref={closeHref} returnFocusTo={MORE_ACTIONS_ID}>
      <p className="text-sm text-ink-soft wrap-anywhere">
        {t.rich("eraseText", { name: () => <bdi className="font-medium text-ink">{customerTitle(customer)}</bdi> })}
      </p>
      <ul className="my-3 list-disc ps-5 text-sm marker:text-ink-faint">
        {sections
          .filter((section) => rows[section])
          .map((section) => (
            <li key={section}>
              {words.section(section)}: <span className="tabular-nums">{rows[section]}</span>
            </li>
          ))}
      </ul>
      {rows.keptOrders !== undefined && (
        <p className="mb-2 text-sm text-ink-soft">{t("eraseKept", { count: rows.keptOrders })}</p>
      )}
      <p className="mb-2 text-sm text-ink-soft">{t("eraseStays")}</p>
      <p className="mb-5 text-sm text-ink-soft">{t("eraseReturns")}</p>
      <ActionForm action={erase} hidden={{ store, customer: customer.id }}>
        <DialogButtons href={closeHref} cancel={t("cancel")}>
          <SubmitButton look="danger">{t("eraseButton")}</SubmitButton>
        </DialogButtons>
      </ActionForm>
    </Dialog>
  );
}

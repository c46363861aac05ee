import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Dialog, DialogButtons } from "@/components/ui/dialog";
import { countToAsk, findBulk } from "@/lib/bulk/find-bulk";
import { confirmSelected } from "./bulk-actions";
import { SELECT_PAGE_ID } from "./bulk-selection";

/** Asks before the selected requests' customers get another email to verify their address: how many, and what is left out. */
export async function ResendDialog({
  storeId,
  store,
  bulkId,
  view,
  closeHref,
}: {
  storeId: string;
  /** The store's slug. */
  store: string;
  bulkId: string;
  /** The report's URL parameters. */
  view: string;
  closeHref: string;
}) {
  const act = await findBulk({ storeId, bulkId });
  if (act?.state !== "asked") return null;
  const t = await getTranslations("bulk");
  const count = await countToAsk({ storeId, bulkId });
  return (
    <Dialog title={t("resendTitle", { count })} closeHref={closeHref} returnFocusTo={SELECT_PAGE_ID}>
      <p className="mb-4 text-sm text-ink-soft">
        {t("resendText", { count })} {t("resendLeftOut", { count: act.selectedCount - count })}
      </p>
      {count > 0 ? (
        <ActionForm action={confirmSelected} hidden={{ store, bulk: bulkId, view }}>
          <DialogButtons href={closeHref} cancel={t("cancel")}>
            <SubmitButton>{t("resendConfirm", { count })}</SubmitButton>
          </DialogButtons>
        </ActionForm>
      ) : (
        <DialogButtons href={closeHref} cancel={t("close")}>
          {null}
        </DialogButtons>
      )}
    </Dialog>
  );
}

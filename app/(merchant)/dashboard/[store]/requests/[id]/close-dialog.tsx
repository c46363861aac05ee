import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { Radios } from "@/components/form/radios";
import { SubmitButton } from "@/components/form/submit-button";
import { Textarea } from "@/components/form/textarea";
import { Dialog, DialogButtons } from "@/components/ui/dialog";
import { readNotificationSettings } from "@/lib/notification/notification-settings";
import { REOPENABLE_DAYS } from "@/lib/request/reopen-request";
import { Answer } from "@/prisma/generated/enums";
import { closeWithoutDelivery } from "./actions";
import type { RequestView } from "./request-view";

/** The id of the element that gets the focus back. */
export const CLOSE_LINK_ID = "close-link";

/** Asks how a request was answered without a delivery, and says who is told. */
export async function CloseDialog({ store, storeId, request, href }: RequestView) {
  const t = await getTranslations("request");
  const { request_answered: notified } = await readNotificationSettings(storeId);
  const address = request.email ?? "";
  const options = Object.values(Answer).map((value) => {
    const isTold = value === "no_data" || notified.customer;
    const told = request.email ? (isTold ? value : "nobody") : "noAddress";
    return { value, label: t(`answer-${value}`), hint: t(`told-${told}`, { address }) };
  });
  return (
    <Dialog title={t("closeTitle")} closeHref={href} returnFocusTo={CLOSE_LINK_ID}>
      <p className="mb-4 text-sm text-ink-soft">
        {t("closeText", { days: REOPENABLE_DAYS })} {notified.store && t("told-store")}
      </p>
      <ActionForm action={closeWithoutDelivery} hidden={{ store, request: request.id }} className="grid gap-5">
        <Radios
          name="answer"
          legend={t("closeHow")}
          options={options}
          defaultValue={request.customerId || request.matchCount > 0 ? "" : "no_data"}
        />
        <Textarea name="note" label={t("answerNote")} hint={t("answerNoteHint")} maxLength={2000} rows={2} />
        <DialogButtons href={href} cancel={t("keep")}>
          <SubmitButton>{t("close")}</SubmitButton>
        </DialogButtons>
      </ActionForm>
    </Dialog>
  );
}

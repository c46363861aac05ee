import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Textarea } from "@/components/form/textarea";
import { Dialog, DialogButtons } from "@/components/ui/dialog";
import { refuse } from "./actions";
import type { RequestView } from "./request-view";

/** The id of the element that gets the focus back. */
export const REFUSE_LINK_ID = "refuse-link";

/** Explains what refusing does, and asks for the reason that the customer will read. */
export async function RefuseDialog({ store, request, href }: RequestView) {
  const t = await getTranslations("request");
  return (
    <Dialog title={t("refuseTitle")} closeHref={href} returnFocusTo={REFUSE_LINK_ID}>
      <p className="mb-4 text-sm text-ink-soft">{t("refuseText")}</p>
      <ActionForm action={refuse} hidden={{ store, request: request.id }} className="grid gap-5">
        <Textarea name="reason" label={t("reason")} hint={t("reasonHint")} maxLength={2000} required rows={4} />
        <DialogButtons href={href} cancel={t("keep")}>
          <SubmitButton look="danger">{t("refuse")}</SubmitButton>
        </DialogButtons>
      </ActionForm>
    </Dialog>
  );
}

import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Dialog, DialogButtons } from "@/components/ui/dialog";
import { revoke } from "./delivery-actions";
import type { RequestView } from "./request-view";

/** The id of the element that gets the focus back. */
export const REVOKE_LINK_ID = "revoke-link";

/** Asks before a delivery is revoked, and explains what that does. */
export async function RevokeDialog({ store, request, current, href }: RequestView) {
  if (!current) return null;
  const t = await getTranslations("deliver");
  return (
    <Dialog title={t("revokeTitle")} closeHref={href} returnFocusTo={REVOKE_LINK_ID}>
      <p className="mb-4 text-sm text-ink-soft">
        {t(current.startedAt ? `revokeText-${current.method}` : "revokeTextBefore", { count: current.downloads })}
      </p>
      <ActionForm action={revoke} hidden={{ store, request: request.id, delivery: current.id }}>
        <DialogButtons href={href} cancel={t("cancel")}>
          <SubmitButton look="danger">{t("revoke")}</SubmitButton>
        </DialogButtons>
      </ActionForm>
    </Dialog>
  );
}

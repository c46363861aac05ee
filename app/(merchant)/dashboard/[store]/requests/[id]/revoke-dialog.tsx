import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { buttonClass } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { ListedDelivery } from "@/lib/delivery/list-deliveries";
import { revoke } from "./delivery-actions";

/** What the dialog gives the focus back to. */
export const REVOKE_LINK_ID = "revoke-link";

/** Asks before a delivery is revoked, and says what that does. */
export async function RevokeDialog({
  store,
  requestId,
  delivery,
  closeHref,
}: {
  store: string;
  requestId: string;
  delivery: ListedDelivery;
  closeHref: string;
}) {
  const t = await getTranslations("deliver");
  return (
    <Dialog title={t("revokeTitle")} closeHref={closeHref} returnFocusTo={REVOKE_LINK_ID}>
      <p className="mb-4 text-sm text-ink-soft">
        {t(delivery.startedAt ? `revokeText-${delivery.method}` : "revokeTextBefore", { count: delivery.downloads })}
      </p>
      <ActionForm
        action={revoke}
        hidden={{ store, request: requestId, delivery: delivery.id }}
        className="flex flex-wrap justify-end gap-2"
      >
        <Link href={closeHref} scroll={false} prefetch={false} className={buttonClass("plain")}>
          {t("cancel")}
        </Link>
        <SubmitButton look="danger">{t("revoke")}</SubmitButton>
      </ActionForm>
    </Dialog>
  );
}

import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Textarea } from "@/components/form/textarea";
import { buttonClass } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { refuse } from "./actions";

/** What the dialog gives the focus back to. */
const REFUSE_LINK_ID = "refuse-link";

/** Opens the dialog to refuse a request. */
export function RefuseLink({ href, label }: { href: string; label: string }) {
  return (
    <Link id={REFUSE_LINK_ID} href={href} prefetch={false} scroll={false} className={buttonClass("danger")}>
      {label}
    </Link>
  );
}

/** Says what refusing does, and asks for the reason that the customer will read. */
export async function RefuseDialog({
  store,
  requestId,
  closeHref,
}: {
  store: string;
  requestId: string;
  closeHref: string;
}) {
  const t = await getTranslations("request");
  return (
    <Dialog title={t("refuseTitle")} closeHref={closeHref} returnFocusTo={REFUSE_LINK_ID}>
      <p className="mb-4 text-sm text-ink-soft">{t("refuseText")}</p>
      <ActionForm action={refuse} hidden={{ store, request: requestId }} className="grid gap-5">
        <Textarea name="reason" label={t("reason")} hint={t("reasonHint")} maxLength={2000} required rows={4} />
        <div className="flex flex-wrap justify-end gap-2">
          <Link href={closeHref} scroll={false} prefetch={false} className={buttonClass("plain")}>
            {t("keep")}
          </Link>
          <SubmitButton look="danger">{t("refuse")}</SubmitButton>
        </div>
      </ActionForm>
    </Dialog>
  );
}

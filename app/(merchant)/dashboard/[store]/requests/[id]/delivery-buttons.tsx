import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { DialogLink } from "@/components/ui/dialog";
import { isActive } from "@/lib/delivery/delivery-status";
import { informationStatus } from "@/lib/delivery/information-status";
import { methods } from "@/lib/delivery/methods/registry";
import { isolate } from "@/lib/isolate";
import { decline, makePasswordZip } from "./delivery-actions";
import { type DeliveryAct, deliveryActId, LABELS, possibleActs } from "./delivery-dialogs";
import { InformationNotice } from "./information-notice";
import { NewPassword } from "./new-password";
import type { RequestView } from "./request-view";

/** What a merchant can do with an active delivery. */
export async function DeliveryButtons(view: RequestView) {
  const {
    store,
    storeId,
    request,
    deliveries: [delivery],
    reader,
    link,
  } = view;
  const t = await getTranslations("deliver");
  if (!delivery || !isActive(delivery.state)) return null;
  const { state, method, createdById, createdByName } = delivery;
  const toApprove = state === "awaiting_approval" && createdById !== reader;
  const isBlocked = toApprove && delivery.exportId !== null && (await informationStatus(storeId)) === "missing";
  const action = state === "live" ? methods[method].merchant.action : null;
  const form = { hidden: { store, request: request.id, delivery: delivery.id } };
  const acts = possibleActs(view).filter((act) => act !== "approve" || !isBlocked);
  return (
    <div className="mt-4 border-t border-line pt-4">
      {state === "awaiting_approval" && (
        <p className="mb-3 text-sm text-ink-soft">
          {toApprove ? t("toApprove", { name: isolate(createdByName) }) : t("waitingForColleague")}
        </p>
      )}
      <InformationNotice {...view} text={isBlocked ? "informationMissingToApprove" : null} />
      {state === "preparing" && <p className="mb-3 text-sm text-ink-soft">{t("preparing")}</p>}
      {action === "markAsSent" && <PasswordZip store={store} deliveryId={delivery.id} form={form} />}
      <div className="flex flex-wrap items-center gap-2">
        {acts.map((act) => (
          <DialogLink key={act} id={deliveryActId(act)} href={link({ dialog: act })} look={LOOKS[act]}>
            {t(LABELS[act])}
          </DialogLink>
        ))}
        {toApprove && (
          <ActionForm action={decline} {...form}>
            <SubmitButton look="plain">{t("decline")}</SubmitButton>
          </ActionForm>
        )}
      </div>
    </div>
  );
}

const LOOKS = { approve: "primary", passOn: "plain", sendAgain: "plain", revoke: "danger" } as const satisfies Record<
  DeliveryAct,
  string
>;

/** Each download of the ZIP file is encrypted with a new password. */
async function PasswordZip({
  store,
  deliveryId,
  form,
}: {
  store: string;
  deliveryId: string;
  form: { hidden: Record<string, string> };
}) {
  const t = await getTranslations("deliver");
  const texts = {
    password: t("password"),
    once: t("passwordOnce"),
    copy: t("copy"),
    copied: t("copied"),
    download: t("downloadZip"),
  };
  return (
    <div className="mb-4">
      <p className="mb-3 text-sm text-ink-soft">{t("zipText")}</p>
      <ActionForm
        action={makePasswordZip}
        {...form}
        after={<NewPassword action={`/api/stores/${store}/deliveries/${deliveryId}/password-zip`} texts={texts} />}
      >
        <SubmitButton look="plain">{t("makePassword")}</SubmitButton>
      </ActionForm>
    </div>
  );
}

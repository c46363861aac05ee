import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { buttonClass } from "@/components/ui/button";
import type { ListedDelivery } from "@/lib/delivery/list-deliveries";
import { approve, decline, makePasswordZip, passOn, sendAgain } from "./delivery-actions";
import { NewPassword } from "./new-password";
import { REVOKE_LINK_ID } from "./revoke-dialog";

interface Props {
  store: string;
  requestId: string;
  delivery: ListedDelivery;
  /** The id of the merchant who looks. */
  reader: string;
}

/** What may be done about a delivery as it stands. */
export async function DeliveryButtons({ store, requestId, delivery, reader }: Props) {
  const t = await getTranslations("deliver");
  const { state, method, createdById, createdByName } = delivery;
  if (state !== "awaiting_approval" && state !== "preparing" && state !== "live") return null;
  const toApprove = state === "awaiting_approval" && createdById !== reader;
  const mailed = method === "link" || method === "encrypted_email";
  return (
    <div className="mt-4 border-t border-line pt-4">
      {state === "awaiting_approval" && (
        <p className="mb-3 text-sm text-ink-soft">
          {toApprove ? t("toApprove", { name: createdByName }) : t("waitingForColleague")}
        </p>
      )}
      {state === "preparing" && <p className="mb-3 text-sm text-ink-soft">{t("preparing")}</p>}
      {state === "live" && method === "password_zip" && (
        <PasswordZip store={store} requestId={requestId} delivery={delivery} reader={reader} />
      )}
      <div className="flex flex-wrap items-center gap-2">
        {toApprove && (
          <>
            <Act action={approve} look="primary" label={t("approve")} {...{ store, requestId, delivery }} />
            <Act action={decline} label={t("decline")} {...{ store, requestId, delivery }} />
          </>
        )}
        {state === "live" && method === "password_zip" && (
          <Act action={passOn} label={t("passedOn")} {...{ store, requestId, delivery }} />
        )}
        {state === "live" && mailed && (
          <Act action={sendAgain} label={t("sendAgain")} {...{ store, requestId, delivery }} />
        )}
        {!toApprove && (
          <Link
            id={REVOKE_LINK_ID}
            href={`/dashboard/${store}/requests/${requestId}?dialog=revoke`}
            prefetch={false}
            scroll={false}
            className={buttonClass("danger")}
          >
            {t("revoke")}
          </Link>
        )}
      </div>
    </div>
  );
}

/** The zip is made anew, with a password of its own, each time it is asked for. */
async function PasswordZip({ store, requestId, delivery }: Props) {
  const t = await getTranslations("deliver");
  return (
    <div className="mb-4">
      <p className="mb-3 text-sm text-ink-soft">{t("zipText")}</p>
      <ActionForm
        action={makePasswordZip}
        hidden={{ store, request: requestId, delivery: delivery.id }}
        after={
          <NewPassword
            action={`/api/stores/${store}/deliveries/${delivery.id}/password-zip`}
            texts={{
              password: t("password"),
              once: t("passwordOnce"),
              copy: t("copy"),
              copied: t("copied"),
              download: t("downloadZip"),
            }}
          />
        }
      >
        <SubmitButton look="plain">{t("makePassword")}</SubmitButton>
      </ActionForm>
    </div>
  );
}

async function Act({
  action,
  label,
  look = "plain",
  store,
  requestId,
  delivery,
}: {
  action: typeof approve;
  label: string;
  look?: "primary" | "plain";
} & Omit<Props, "reader">) {
  return (
    <ActionForm action={action} hidden={{ store, request: requestId, delivery: delivery.id }}>
      <SubmitButton look={look}>{label}</SubmitButton>
    </ActionForm>
  );
}

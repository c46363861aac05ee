import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { Field } from "@/components/form/field";
import { SubmitButton } from "@/components/form/submit-button";
import { isolate } from "@/lib/isolate";
import { pendingEmailChange } from "@/lib/sign-in/change-email";
import { changeOwnEmail, withdrawOwnEmailChange } from "./actions";

/** The address that a merchant signs in with, and its change, which both addresses have to confirm. */
export async function EmailSection({ merchantId, email }: { merchantId: string; email: string }) {
  const t = await getTranslations("merchantAccount");
  const change = await pendingEmailChange(merchantId);
  return (
    <section>
      <h2 className="text-lg">{t("emailTitle")}</h2>
      {change ? (
        <>
          <p className="mt-1 text-ink-soft wrap-anywhere">{t("emailPending", { email: isolate(change.email) })}</p>
          <ul className="mt-2 mb-5 grid gap-1 text-sm wrap-anywhere">
            <li>{t(change.currentConfirmedAt ? "emailConfirmed" : "emailWaits", { email: isolate(email) })}</li>
            <li>{t(change.newConfirmedAt ? "emailConfirmed" : "emailWaits", { email: isolate(change.email) })}</li>
          </ul>
          <ActionForm action={withdrawOwnEmailChange}>
            <SubmitButton large look="plain">
              {t("emailWithdraw")}
            </SubmitButton>
          </ActionForm>
        </>
      ) : (
        <>
          <p className="mt-1 mb-5 text-ink-soft">{t("emailText")}</p>
          <ActionForm action={changeOwnEmail} className="grid gap-5">
            <Field
              name="newEmail"
              label={t("emailNew")}
              type="email"
              autoComplete="email"
              autoCapitalize="none"
              required
            />
            <Field name="emailPassword" label={t("current")} type="password" autoComplete="current-password" required />
            <SubmitButton large look="plain">
              {t("emailChange")}
            </SubmitButton>
          </ActionForm>
        </>
      )}
    </section>
  );
}

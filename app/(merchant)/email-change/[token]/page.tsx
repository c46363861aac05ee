import { getTranslations } from "next-intl/server";
import { pageTitle } from "@/app/page-title";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { PlainPage } from "@/components/merchant/plain-page";
import { maskEmail } from "@/lib/email-address";
import { isolate } from "@/lib/isolate";
import { readEmailChange } from "@/lib/sign-in/change-email";
import { confirmEmailChange, stopEmailChange } from "./actions";

export const generateMetadata = pageTitle("emailChange", "title", "Dossier");

/** Where the actions of this page lead, in place of a token. */
const results = ["made", "confirmed", "stopped"] as const;

/** Asks one of two addresses to confirm that a merchant's sign-in address changes from one to the other. */
export default async function EmailChangePage({ params }: PageProps<"/email-change/[token]">) {
  const { token } = await params;
  const t = await getTranslations("emailChange");
  const result = results.find((name) => name === token);
  const change = result ? null : await readEmailChange(token);
  if (!change)
    return (
      <PlainPage title={t(`${result ?? "dead"}Title`)} lead={t(`${result ?? "dead"}Text`)}>
        <p>
          {result === "stopped" ? (
            <a href="/forgot-password">{t("newPassword")}</a>
          ) : (
            <a href="/account">{t("toAccount")}</a>
          )}
        </p>
      </PlainPage>
    );
  // Someone else's inbox may have been named by mistake: it learns little of who did.
  const current = isolate(change.toNew ? maskEmail(change.current) : change.current);
  const lead = t(change.isConfirmed ? "leadConfirmed" : "lead", { current, email: isolate(change.email) });
  return (
    <PlainPage title={t("title")} lead={lead}>
      <div className="grid gap-3">
        {!change.isConfirmed && (
          <ActionForm action={confirmEmailChange} hidden={{ token }}>
            <SubmitButton large>{t("confirm")}</SubmitButton>
          </ActionForm>
        )}
        <ActionForm action={stopEmailChange} hidden={{ token }}>
          <SubmitButton large look="danger">
            {t("stop")}
          </SubmitButton>
        </ActionForm>
        <p className="text-sm text-ink-soft">{t(change.toNew ? "stopNew" : "stopCurrent")}</p>
      </div>
    </PlainPage>
  );
}

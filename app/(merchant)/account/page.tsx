import { getTranslations } from "next-intl/server";
import { readFlash } from "@/app/flash";
import { pageTitle } from "@/app/page-title";
import { ActionForm } from "@/components/form/action-form";
import { Field } from "@/components/form/field";
import { SubmitButton } from "@/components/form/submit-button";
import { NewPasswordField } from "@/components/merchant/new-password-field";
import { PlainPage } from "@/components/merchant/plain-page";
import { FlashNotice } from "@/components/ui/flash-notice";
import { LocalTime } from "@/components/ui/local-time";
import { StoreTimeZone } from "@/components/ui/page-context";
import { requireMerchant } from "@/lib/sign-in/member";
import { listSessions, readSession } from "@/lib/sign-in/session";
import { changeOwnPassword, signOutElsewhere } from "./actions";
import { EmailSection } from "./email-section";
import { PreferencesSection } from "./preferences-section";

export const generateMetadata = pageTitle("merchantAccount", "title", "Dossier");

/** A merchant's account: their language, time zone, password and address, and where they are signed in. */
export default async function AccountPage() {
  const merchant = await requireMerchant("");
  const t = await getTranslations("merchantAccount");
  const here = (await readSession("merchant"))?.id;
  const sessions = await listSessions(merchant.id);
  return (
    <StoreTimeZone timeZone={null} own={merchant.timeZone}>
      <PlainPage
        title={t("title")}
        lead={t("lead", { email: merchant.email })}
        notice={<FlashNotice flash={await readFlash()} />}
      >
        <div className="mt-2 grid gap-11">
          <PreferencesSection locale={merchant.locale} timeZone={merchant.timeZone} />
          <section>
            <h2 className="text-lg">{t("passwordTitle")}</h2>
            <p className="mt-1 mb-5 text-ink-soft">{t("passwordText")}</p>
            <ActionForm action={changeOwnPassword} className="grid gap-5">
              <Field
                name="currentPassword"
                label={t("current")}
                type="password"
                autoComplete="current-password"
                required
              />
              <NewPasswordField label={t("new")} />
              <SubmitButton large>{t("change")}</SubmitButton>
            </ActionForm>
          </section>
          <EmailSection merchantId={merchant.id} email={merchant.email} />
          <section>
            <h2 className="text-lg">{t("sessionsTitle")}</h2>
            <ul className="mt-2 mb-5 grid gap-1 text-sm">
              {sessions.map(({ id, createdAt, lastSeenAt }) => (
                <li key={id}>
                  {t.rich("session", {
                    since: () => <LocalTime at={createdAt} />,
                    last: () => <LocalTime at={lastSeenAt} />,
                  })}
                  {id === here && <span className="text-ink-soft"> ({t("here")})</span>}
                </li>
              ))}
            </ul>
            {sessions.length > 1 && (
              <>
                <p className="mb-5 text-ink-soft">{t("sessionsText")}</p>
                <ActionForm action={signOutElsewhere} className="grid gap-5">
                  <Field
                    name="endPassword"
                    label={t("current")}
                    type="password"
                    autoComplete="current-password"
                    required
                  />
                  <SubmitButton large look="plain">
                    {t("endOthers")}
                  </SubmitButton>
                </ActionForm>
              </>
            )}
          </section>
          <p>
            <a href="/sign-in">{t("back")}</a>
          </p>
        </div>
      </PlainPage>
    </StoreTimeZone>
  );
}

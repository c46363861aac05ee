import { getTranslations } from "next-intl/server";
import { pageTitle } from "@/app/page-title";
import { ActionForm } from "@/components/form/action-form";
import { Field } from "@/components/form/field";
import { SubmitButton } from "@/components/form/submit-button";
import { NewPasswordField } from "@/components/merchant/new-password-field";
import { PlainPage } from "@/components/merchant/plain-page";
import { ButtonLink } from "@/components/ui/button";
import { readPasswordLink } from "@/lib/sign-in/password-link";
import { setPassword } from "./actions";

export const generateMetadata = pageTitle("merchantSignIn", "setTitle", "Dossier");

export default async function SetPasswordPage({ params }: PageProps<"/set-password/[token]">) {
  const { token } = await params;
  const t = await getTranslations("merchantSignIn");
  const merchant = await readPasswordLink(token);
  if (!merchant)
    return (
      <PlainPage title={t("linkTitle")} lead={t("linkText")}>
        <div className="grid gap-5">
          <p>{t("linkNext")}</p>
          <p className="flex flex-wrap items-center gap-x-5 gap-y-3">
            <ButtonLink href="/forgot-password" look="primary">
              {t("newLink")}
            </ButtonLink>
            <a href="/sign-in">{t("toSignIn")}</a>
          </p>
        </div>
      </PlainPage>
    );
  return (
    <PlainPage title={t("setTitle")} lead={t("setText")}>
      <div>
        <ActionForm action={setPassword} className="grid gap-5" hidden={{ token }}>
          <Field
            name="email"
            label={t("email")}
            type="email"
            autoComplete="username"
            defaultValue={merchant.email}
            readOnly
          />
          <NewPasswordField label={t("newPassword")} />
          <SubmitButton large>{t("setPassword")}</SubmitButton>
        </ActionForm>
      </div>
    </PlainPage>
  );
}

import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { Field } from "@/components/form/field";
import { SubmitButton } from "@/components/form/submit-button";
import { PlainPage } from "@/components/merchant/plain-page";
import { EMAILED_LINK_MINUTES } from "@/lib/sign-in/create-password-link";
import { sendPasswordLink } from "./actions";

export async function generateMetadata({ searchParams }: PageProps<"/forgot-password">): Promise<Metadata> {
  const t = await getTranslations("merchantSignIn");
  return { title: { absolute: `${t((await searchParams).sent ? "sentTitle" : "forgotTitle")} · Dossier` } };
}

/** Asks for a link to set a new password; once asked, says what happens next, to everyone the same. */
export default async function ForgotPasswordPage({ searchParams }: PageProps<"/forgot-password">) {
  const t = await getTranslations("merchantSignIn");
  if ((await searchParams).sent)
    return (
      <PlainPage title={t("sentTitle")} lead={t("sentText", { minutes: EMAILED_LINK_MINUTES })}>
        <div className="grid gap-5">
          <p>{t("sentNothing")}</p>
          <p className="flex flex-wrap gap-x-5 gap-y-2">
            <a href="/forgot-password">{t("sentAgain")}</a>
            <a href="/sign-in">{t("forgotBack")}</a>
          </p>
        </div>
      </PlainPage>
    );
  return (
    <PlainPage title={t("forgotTitle")} lead={t("forgotText")}>
      <div>
        <ActionForm action={sendPasswordLink} className="grid gap-5">
          <Field name="email" label={t("email")} type="email" autoComplete="username" autoCapitalize="none" required />
          <SubmitButton large>{t("forgotSend")}</SubmitButton>
        </ActionForm>
        <p className="mt-6 text-sm">
          <a href="/sign-in">{t("forgotBack")}</a>
        </p>
      </div>
    </PlainPage>
  );
}

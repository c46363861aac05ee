import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { LanguageSwitch } from "@/app/(merchant)/language-switch";
import { pageTitle } from "@/app/page-title";
import { ActionForm } from "@/components/form/action-form";
import { Field } from "@/components/form/field";
import { SubmitButton } from "@/components/form/submit-button";
import { PlainPage } from "@/components/merchant/plain-page";
import { firstStore } from "@/lib/merchant/list-stores";
import { currentMerchant } from "@/lib/sign-in/member";
import { returnPath } from "@/lib/sign-in/return-path";
import { signIn, signOut } from "./actions";

export const generateMetadata = pageTitle("merchantSignIn", "title", "Dossier");

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const { next } = await searchParams;
  const wanted = returnPath(typeof next === "string" ? next : undefined);
  const t = await getTranslations("merchantSignIn");
  const merchant = await currentMerchant();
  if (merchant) {
    const store = await firstStore(merchant.id);
    if (store) redirect(wanted ?? `/dashboard/${store}/requests`);
    return (
      <PlainPage title={t("noStoreTitle")} lead={t("noStoreText", { email: merchant.email })}>
        <form action={signOut}>
          <SubmitButton look="plain">{t("signOut")}</SubmitButton>
        </form>
      </PlainPage>
    );
  }
  return (
    <PlainPage title={t("title")} lead={t(wanted ? "leadReturn" : "lead")}>
      <div>
        <ActionForm action={signIn} className="grid gap-5" hidden={wanted ? { next: wanted } : {}}>
          <Field name="email" label={t("email")} type="email" autoComplete="username" autoCapitalize="none" required />
          <Field name="password" label={t("password")} type="password" autoComplete="current-password" required />
          <SubmitButton large>{t("signIn")}</SubmitButton>
        </ActionForm>
        <div className="mt-6 flex flex-wrap items-center justify-between gap-x-5 gap-y-2 text-sm">
          <a href="/forgot-password">{t("forgotten")}</a>
          <LanguageSwitch />
        </div>
      </div>
    </PlainPage>
  );
}

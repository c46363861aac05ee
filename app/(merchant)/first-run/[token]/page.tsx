import { getLocale, getTranslations } from "next-intl/server";
import { pageTitle } from "@/app/page-title";
import { ActionForm } from "@/components/form/action-form";
import { Field } from "@/components/form/field";
import { Select } from "@/components/form/select";
import { SubmitButton } from "@/components/form/submit-button";
import { NewPasswordField } from "@/components/merchant/new-password-field";
import { PlainPage } from "@/components/merchant/plain-page";
import { env } from "@/lib/env";
import { locales, ownName } from "@/lib/locale";
import { isFirstRunLink } from "@/lib/merchant/first-run-link";
import { timeZones } from "@/lib/time-zone";
import { createFirstStore } from "./actions";
import { TimeZoneField } from "./time-zone-field";

export const generateMetadata = pageTitle("firstRun", "title", "Dossier");

/** Creates the first store and its owner, by the link that the start printed. */
export default async function FirstRunPage({ params }: PageProps<"/first-run/[token]">) {
  const { token } = await params;
  const t = await getTranslations("firstRun");
  if (!(await isFirstRunLink(token)))
    return (
      <PlainPage title={t("deadTitle")} lead={t("deadText")}>
        <div className="grid gap-5">
          <p>{t("deadNext")}</p>
          <p>
            <a href="/">{t("home")}</a>
          </p>
        </div>
      </PlainPage>
    );
  return (
    <PlainPage title={t("title")} lead={t("lead")}>
      <div>
        <ActionForm action={createFirstStore} className="grid gap-5" hidden={{ token }}>
          <h2>{t("storeTitle")}</h2>
          <Field
            name="storeName"
            label={t("storeName")}
            hint={t("storeNameHint")}
            autoComplete="organization"
            required
          />
          <Field
            name="slug"
            label={t("slug")}
            hint={t("slugHint", { url: `${env().appUrl}/s/alder-and-finch` })}
            autoCapitalize="none"
            spellCheck={false}
          />
          <Select
            name="locale"
            label={t("language")}
            hint={t("languageHint")}
            defaultValue={await getLocale()}
            options={locales.map((value) => ({ value, label: ownName(value) }))}
          />
          <TimeZoneField label={t("timeZone")} hint={t("timeZoneHint")} zones={timeZones()} />
          <h2 className="mt-3">{t("ownerTitle")}</h2>
          <Field name="name" label={t("name")} autoComplete="name" required />
          <Field name="email" label={t("email")} type="email" autoComplete="username" autoCapitalize="none" required />
          <NewPasswordField label={t("password")} />
          <SubmitButton large>{t("create")}</SubmitButton>
        </ActionForm>
      </div>
    </PlainPage>
  );
}

import { getTranslations } from "next-intl/server";
import { SettingsForm, SettingsPart } from "@/app/(merchant)/dashboard/[store]/settings/settings-form";
import { type SettingsView, settingsPage } from "@/app/(merchant)/dashboard/[store]/settings/settings-page";
import { pageTitle } from "@/app/page-title";
import { Checkbox } from "@/components/form/checkbox";
import { Field } from "@/components/form/field";
import { FileField } from "@/components/form/file-field";
import { Select } from "@/components/form/select";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { locales, ownName, translator } from "@/lib/locale";
import { isLongerThanAMonth } from "@/lib/store/data-request-settings";
import { MAX_LOGO_BYTES } from "@/lib/store/logo";
import { readSettings } from "@/lib/store/read-settings";
import { DEFAULT_TIME_ZONE, timeZones } from "@/lib/time-zone";
import { AccentField } from "./accent-field";
import { saveDataRequests } from "./actions";
import { LookPreview, type PreviewTexts } from "./look-preview";
import { RequestPage } from "./request-page";

export const generateMetadata = pageTitle("settings", "tab-data-requests");

export default settingsPage("data-requests", Content);

/** Everything that an owner sets about data requests. */
async function Content({ storeId, slug }: SettingsView) {
  const settings = await readSettings(storeId);
  const t = await getTranslations("settings");
  return (
    <>
      <SettingsForm action={saveDataRequests} hidden={{ store: slug }}>
        <SettingsPart title={t("requestsTitle")}>
          <Checkbox
            name="guestsSupported"
            label={t("guests")}
            hint={t("guestsHint")}
            defaultChecked={settings.guestsSupported}
          />
          <div className="grid gap-5 sm:grid-cols-2">
            <Field
              name="responsePeriod"
              label={t("period")}
              hint={t("periodHint")}
              inputMode="numeric"
              required
              defaultValue={settings.responsePeriod}
            />
            <Select
              name="responsePeriodUnit"
              label={t("periodUnit")}
              hint={t("periodUnitHint")}
              defaultValue={settings.responsePeriodUnit}
              options={(["days", "months"] as const).map((value) => ({ value, label: t(value) }))}
            />
          </div>
          {isLongerThanAMonth(settings) && (
            <Notice tone="wait">
              <p className="text-sm">{t("periodTooLong")}</p>
            </Notice>
          )}
          <Field
            name="exportRetentionDays"
            label={t("lifetime")}
            hint={t("lifetimeHint")}
            inputMode="numeric"
            required
            defaultValue={settings.exportRetentionDays}
          />
          <Field
            name="erasureWaitHours"
            label={t("erasureWait")}
            hint={t("erasureWaitHint")}
            inputMode="numeric"
            required
            defaultValue={settings.erasureWaitHours}
          />
        </SettingsPart>
        <SettingsPart title={t("storeTitle")}>
          <Field name="name" label={t("name")} autoComplete="organization" required defaultValue={settings.name} />
          <Field
            name="contactEmail"
            label={t("contact")}
            hint={t("contactHint")}
            type="email"
            defaultValue={settings.contactEmail ?? ""}
          />
          <Field
            name="privacyPolicyUrl"
            label={t("policy")}
            hint={t("policyHint")}
            type="url"
            defaultValue={settings.privacyPolicyUrl ?? ""}
          />
          <Field
            name="shopUrl"
            label={t("shop")}
            hint={t("shopHint")}
            type="url"
            defaultValue={settings.shopUrl ?? ""}
          />
          <Select
            name="locale"
            label={t("language")}
            hint={t("languageHint")}
            defaultValue={settings.locale}
            options={locales.map((value) => ({ value, label: ownName(value) }))}
          />
          <Select
            name="timeZone"
            label={t("timeZone")}
            hint={t("timeZoneHint")}
            defaultValue={settings.timeZone ?? DEFAULT_TIME_ZONE}
            options={timeZones(settings.timeZone).map((value) => ({ value, label: value.replaceAll("_", " ") }))}
          />
        </SettingsPart>
        <SettingsPart title={t("lookTitle")}>
          <FileField name="logo" label={t("logo")} hint={t("logoHint")} accept="image/png,image/jpeg,image/webp" />
          {settings.hasLogo && <Checkbox name="removeLogo" label={t("logoRemove")} />}
          <AccentField label={t("accent")} hint={t("accentHint")} pick={t("accentPick")} value={settings.accentColor} />
          <LookPreview
            slug={slug}
            stored={{
              name: settings.name,
              color: settings.accentColor,
              // Browsers keep a logo for minutes; here, one that was just saved is shown.
              logo: settings.hasLogo ? `/api/stores/${slug}/logo?at=${Date.now()}` : null,
            }}
            maxLogoBytes={MAX_LOGO_BYTES}
            texts={await previewTexts(settings.locale)}
          />
        </SettingsPart>
      </SettingsForm>
      <Card>
        <RequestPage slug={slug} locale={settings.locale} accent={settings.accentColor} />
      </Card>
    </>
  );
}

async function previewTexts(locale: string): Promise<PreviewTexts> {
  const t = await getTranslations("settings");
  const ofPage = translator(locale, "public");
  const ofEmail = translator(locale, "emails");
  return {
    title: t("lookPreview"),
    page: t("requestPageTitle"),
    email: t("lookEmail"),
    pageTitle: ofPage("title"),
    pageButton: ofPage("submit"),
    emailTitle: ofEmail("customer.verify-request.heading"),
    emailButton: ofEmail("customer.verify-request.button"),
    kept: t("accentKept"),
    light: t("accentLight", { color: "COLOR" }),
    dark: t("accentDark", { color: "COLOR" }),
  };
}

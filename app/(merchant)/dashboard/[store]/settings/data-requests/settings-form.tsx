import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ActionForm } from "@/components/form/action-form";
import { Checkbox } from "@/components/form/checkbox";
import { Field } from "@/components/form/field";
import { FileField } from "@/components/form/file-field";
import { Select } from "@/components/form/select";
import { SubmitButton } from "@/components/form/submit-button";
import { Card } from "@/components/ui/card";
import { StoreMark } from "@/components/ui/store-mark";
import { locales, ownName } from "@/lib/locale";
import type { readSettings } from "@/lib/store/read-settings";
import { AccentField } from "./accent-field";
import { AccentNote } from "./accent-note";
import { saveDataRequests } from "./actions";

/** Everything that an owner sets about data requests, but the hand-off. */
export async function SettingsForm({
  slug,
  settings,
}: {
  slug: string;
  settings: Awaited<ReturnType<typeof readSettings>>;
}) {
  const t = await getTranslations("settings");
  return (
    <div>
      <ActionForm action={saveDataRequests} className="grid gap-5" hidden={{ store: slug }}>
        <Part title={t("requestsTitle")}>
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
              autoComplete="off"
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
          <Field
            name="exportRetentionDays"
            label={t("lifetime")}
            hint={t("lifetimeHint")}
            inputMode="numeric"
            autoComplete="off"
            required
            defaultValue={settings.exportRetentionDays}
          />
        </Part>
        <Part title={t("storeTitle")}>
          <Field name="name" label={t("name")} autoComplete="organization" required defaultValue={settings.name} />
          <Field
            name="contactEmail"
            label={t("contact")}
            hint={t("contactHint")}
            type="email"
            autoComplete="off"
            defaultValue={settings.contactEmail ?? ""}
          />
          <Field
            name="privacyPolicyUrl"
            label={t("policy")}
            hint={t("policyHint")}
            type="url"
            autoComplete="off"
            defaultValue={settings.privacyPolicyUrl ?? ""}
          />
          <Select
            name="locale"
            label={t("language")}
            hint={t("languageHint")}
            defaultValue={settings.locale}
            options={locales.map((value) => ({ value, label: ownName(value) }))}
          />
        </Part>
        <Part title={t("lookTitle")}>
          <div className="flex items-center gap-3">
            <StoreMark slug={slug} name={settings.name} hasLogo={settings.hasLogo} />
            <span className="text-sm text-ink-soft">{t(settings.hasLogo ? "logoNow" : "logoNone")}</span>
          </div>
          <FileField name="logo" label={t("logo")} hint={t("logoHint")} accept="image/png,image/jpeg,image/webp" />
          {settings.hasLogo && <Checkbox name="removeLogo" label={t("logoRemove")} />}
          <AccentField label={t("accent")} hint={t("accentHint")} pick={t("accentPick")} value={settings.accentColor} />
          <AccentNote color={settings.accentColor} />
        </Part>
        <div>
          <SubmitButton>{t("save")}</SubmitButton>
        </div>
      </ActionForm>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card>
      <h2 className="mb-4">{title}</h2>
      <div className="grid gap-5">{children}</div>
    </Card>
  );
}

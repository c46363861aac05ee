import { getTranslations } from "next-intl/server";
import { SettingsForm, SettingsPart } from "@/app/(merchant)/dashboard/[store]/settings/settings-form";
import { Checkbox } from "@/components/form/checkbox";
import { Field } from "@/components/form/field";
import { Select } from "@/components/form/select";
import { Notice } from "@/components/ui/notice";
import { deliveryMethods, type readDeliverySettings } from "@/lib/store/delivery-settings";
import { saveDelivery } from "./actions";

/** How a store delivers, and how long the records of its closed requests are kept. */
export async function DeliveryForm({
  slug,
  settings,
  isAlone,
}: {
  slug: string;
  settings: Awaited<ReturnType<typeof readDeliverySettings>>;
  /** Whether nobody else could approve a delivery. */
  isAlone: boolean;
}) {
  const t = await getTranslations("settings");
  const deliver = await getTranslations("deliver");
  return (
    <SettingsForm action={saveDelivery} hidden={{ store: slug }}>
      <SettingsPart title={t("deliveryTitle")}>
        <Select
          name="deliveryMethod"
          label={t("deliveryMethod")}
          hint={t("deliveryMethodHint")}
          defaultValue={settings.deliveryMethod}
          options={deliveryMethods.map((value) => ({ value, label: deliver(`method-${value}`) }))}
        />
        <dl className="grid gap-x-4 gap-y-2 text-sm sm:grid-cols-[160px_minmax(0,1fr)]">
          {deliveryMethods.map((method) => (
            <div key={method} className="sm:contents">
              <dt className="font-medium">{deliver(`method-${method}`)}</dt>
              <dd className="text-ink-soft">{t(`about-${method}`)}</dd>
            </div>
          ))}
        </dl>
        <Checkbox
          name="approvalRequired"
          label={t("approval")}
          hint={isAlone ? `${t("approvalHint")} ${t("approvalAlone")}` : t("approvalHint")}
          defaultChecked={settings.approvalRequired}
        />
        <Checkbox
          name="reviewRequired"
          label={t("reviewRequired")}
          hint={t("reviewRequiredHint")}
          defaultChecked={settings.reviewRequired}
        />
        {isAlone && settings.approvalRequired && <Notice tone="wait">{t("approvalAlone")}</Notice>}
      </SettingsPart>
      <SettingsPart title={t("recordsTitle")}>
        <Field
          name="retentionMonths"
          label={t("recordLifetime")}
          hint={t("recordLifetimeHint")}
          inputMode="numeric"
          required
          defaultValue={settings.retentionMonths}
        />
      </SettingsPart>
    </SettingsForm>
  );
}

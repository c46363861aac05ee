import { getTranslations } from "next-intl/server";
import { SettingsForm, SettingsPart } from "@/app/(merchant)/dashboard/[store]/settings/settings-form";
import { Checkbox } from "@/components/form/checkbox";
import { Field } from "@/components/form/field";
import { Select } from "@/components/form/select";
import { keepingCountries, keepingRules, OTHER } from "@/lib/store/order-keeping";
import { saveKeptOrders } from "./actions";

/** What an erasure does with a person's imported orders: erase them, or keep what the store's books need of them. */
export async function KeptOrders({
  slug,
  settings,
}: {
  slug: string;
  settings: { ordersAreBooks: boolean; orderKeepingCountry: string | null; orderKeepingYears: number | null };
}) {
  const t = await getTranslations("settings");
  const { ordersAreBooks, orderKeepingCountry, orderKeepingYears } = settings;
  const laws = keepingCountries.map((value) => ({
    value,
    label: t("keptLaw", { country: t(`keptCountry-${value}`), ...keepingRules[value] }),
  }));
  return (
    <SettingsForm action={saveKeptOrders} hidden={{ store: slug }} save={t("keptSave")}>
      <SettingsPart title={t("keptTitle")}>
        <p className="text-sm text-ink-soft">{t("keptText")}</p>
        <Checkbox name="ordersAreBooks" label={t("kept")} hint={t("keptHint")} defaultChecked={ordersAreBooks} />
        <div className="grid gap-5 sm:grid-cols-2">
          <Select
            name="orderKeepingCountry"
            label={t("keptCountry")}
            hint={t("keptCountryHint")}
            defaultValue={orderKeepingCountry ?? OTHER}
            options={[...laws, { value: OTHER, label: t("keptOther") }]}
          />
          <Field
            name="orderKeepingYears"
            label={t("keptYears")}
            hint={t("keptYearsHint")}
            inputMode="numeric"
            defaultValue={orderKeepingYears ?? ""}
          />
        </div>
      </SettingsPart>
    </SettingsForm>
  );
}

import { getLocale, getTranslations } from "next-intl/server";
import { SettingsForm, SettingsPart } from "@/app/(merchant)/dashboard/[store]/settings/settings-form";
import { type SettingsView, settingsPage } from "@/app/(merchant)/dashboard/[store]/settings/settings-page";
import { pageTitle } from "@/app/page-title";
import { Checkbox } from "@/components/form/checkbox";
import { Select } from "@/components/form/select";
import { subdivisionsOf } from "@/lib/clock/holidays";
import { countries } from "@/lib/request/entered-fields";
import { readSettings } from "@/lib/store/read-settings";
import { Regime } from "@/prisma/generated/enums";
import { saveLaw } from "./actions";
import { KeptOrders } from "./kept-orders";

export const generateMetadata = pageTitle("settings", "tab-law");

export default settingsPage("law", Content);

/** Where the store is established, which laws apply besides, and what its books need. */
async function Content({ storeId, slug }: SettingsView) {
  const settings = await readSettings(storeId);
  const { establishedIn, establishedSubdivision, otherLaws } = settings;
  const t = await getTranslations("settings");
  return (
    <>
      <SettingsForm action={saveLaw} hidden={{ store: slug }}>
        <SettingsPart title={t("lawTitle")}>
          <p className="text-sm text-ink-soft">{t("lawIntro")}</p>
          <Select
            name="place"
            label={t("established")}
            hint={t("establishedHint")}
            placeholder={t("establishedNone")}
            options={placesIn(await getLocale())}
            defaultValue={[establishedIn, establishedSubdivision].filter(Boolean).join("-")}
          />
          <fieldset className="grid gap-4">
            <legend className="mb-3 text-sm font-medium">{t("otherLaws")}</legend>
            {Object.values(Regime).map((regime) => (
              <Checkbox
                key={regime}
                name={regime}
                label={t(`law-${regime}`)}
                hint={t(`law-${regime}Hint`)}
                defaultChecked={otherLaws.includes(regime)}
              />
            ))}
          </fieldset>
          <p className="text-sm text-ink-soft">{t("lawNoAdvice")}</p>
        </SettingsPart>
      </SettingsForm>
      <KeptOrders slug={slug} settings={settings} />
    </>
  );
}

/** Every country, each followed by its parts that have holidays of their own; of the United Kingdom these alone. */
function placesIn(locale: string) {
  const names = new Intl.DisplayNames(locale, { type: "region" });
  return countries
    .map((code) => ({ code: String(code), name: names.of(code) ?? code }))
    .sort((one, other) => one.name.localeCompare(other.name, locale))
    .flatMap(({ code, name }) => [
      ...(code === "GB" ? [] : [{ value: code, label: name }]),
      ...subdivisionsOf(code).map((part) => ({ value: `${code}-${part.code}`, label: `${name}: ${part.name}` })),
    ]);
}

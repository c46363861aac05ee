import { getLocale, getTranslations } from "next-intl/server";
import { SettingsForm } from "@/app/(merchant)/dashboard/[store]/settings/settings-form";
import { type SettingsView, settingsPage } from "@/app/(merchant)/dashboard/[store]/settings/settings-page";
import { pageTitle } from "@/app/page-title";
import { Checkbox } from "@/components/form/checkbox";
import { Field } from "@/components/form/field";
import { Card } from "@/components/ui/card";
import { isLocale } from "@/lib/locale";
import { countriesFieldOf, listCountryNames, offerableTypes, offeredTypes } from "@/lib/request/offered-types";
import { typeRules } from "@/lib/request/type-rules";
import { saveRequestTypes } from "./actions";

export const generateMetadata = pageTitle("settings", "tab-request-types");

export default settingsPage("request-types", Content);

async function Content({ storeId, slug }: SettingsView) {
  const t = await getTranslations("settings");
  const types = await getTranslations("requestTypes");
  const locale = await getLocale();
  const offers = new Map((await offeredTypes(storeId)).map(({ type, countries }) => [type, countries]));
  return (
    <SettingsForm action={saveRequestTypes} hidden={{ store: slug }}>
      <Card padded={false}>
        <div className="border-b border-line px-[18px] py-4">
          <h2>{t("requestTypesTitle")}</h2>
          <p className="mt-1 text-sm text-ink-soft">{t("requestTypesText")}</p>
        </div>
        <ul className="divide-y divide-line">
          {offerableTypes.map((type) => (
            <li key={type} className="grid gap-3 px-[18px] py-4">
              <Checkbox
                name={type}
                label={types(`${type}.name`)}
                hint={types(`${type}.meaning`)}
                defaultChecked={offers.has(type)}
              />
              <div className="grid gap-3 sm:ps-9">
                <Field
                  name={countriesFieldOf(type)}
                  label={t("offeredIn", { type: types(`${type}.name`) })}
                  hint={t("offeredInHint")}
                  defaultValue={listCountryNames(offers.get(type) ?? [], isLocale(locale) ? locale : "en")}
                />
                {offers.has(type) && (
                  <a className="text-sm" href={`/s/${slug}/${typeRules[type].path}`}>
                    {t("offeredPage")}
                  </a>
                )}
              </div>
            </li>
          ))}
        </ul>
      </Card>
    </SettingsForm>
  );
}

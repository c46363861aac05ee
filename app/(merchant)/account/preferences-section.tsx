import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { Select } from "@/components/form/select";
import { SubmitButton } from "@/components/form/submit-button";
import { locales, ownName } from "@/lib/locale";
import { timeZones } from "@/lib/time-zone";
import { savePreferences } from "./actions";

/** A merchant's own language and time zone. */
export async function PreferencesSection({ locale, timeZone }: { locale: string | null; timeZone: string | null }) {
  const t = await getTranslations("merchantAccount");
  return (
    <section>
      <h2 className="mb-4 text-lg">{t("preferencesTitle")}</h2>
      <ActionForm action={savePreferences} className="grid gap-5">
        <Select
          name="locale"
          label={t("language")}
          hint={t("languageHint")}
          defaultValue={locale ?? ""}
          options={[
            { value: "", label: t("languageOfBrowser") },
            ...locales.map((value) => ({ value, label: ownName(value) })),
          ]}
        />
        <Select
          name="timeZone"
          label={t("timeZone")}
          hint={t("timeZoneHint")}
          defaultValue={timeZone ?? ""}
          options={[
            { value: "", label: t("timeZoneOfStore") },
            ...timeZones(timeZone).map((value) => ({ value, label: value.replaceAll("_", " ") })),
          ]}
        />
        <SubmitButton large look="plain">
          {t("preferencesSave")}
        </SubmitButton>
      </ActionForm>
    </section>
  );
}

import { getTranslations } from "next-intl/server";
import { type SettingsView, settingsPage } from "@/app/(merchant)/dashboard/[store]/settings/settings-page";
import { pageTitle } from "@/app/page-title";
import { Card } from "@/components/ui/card";
import { LocalTime } from "@/components/ui/local-time";
import { Notice } from "@/components/ui/notice";
import { Tabs } from "@/components/ui/tabs";
import { isolate } from "@/lib/isolate";
import { defaultLocale, isLocale, type Locale, locales, ownName } from "@/lib/locale";
import { defaultInformation } from "@/lib/store/article15";
import { readInformationHints } from "@/lib/store/information-hints";
import { readInformation } from "@/lib/store/information-settings";
import { readSettings } from "@/lib/store/read-settings";
import { InformationForm } from "./information-form";

export const generateMetadata = pageTitle("settings", "tab-information");

export default settingsPage("information", Content);

async function Content({ storeId, slug, query }: SettingsView) {
  const t = await getTranslations("information");
  const settings = await readSettings(storeId);
  const own: Locale = isLocale(settings.locale) ? settings.locale : defaultLocale;
  const confirmedAt = settings.informationConfirmedAt;
  const wanted = String(query.language);
  const language = isLocale(wanted) ? wanted : own;
  const tabs = locales.map((locale) => ({
    href: `/dashboard/${slug}/settings/information?language=${locale}`,
    label: ownName(locale),
    current: locale === language,
  }));
  return (
    <>
      <p className="max-w-[68ch] text-ink-soft">{t("intro")}</p>
      {confirmedAt ? (
        <p className="text-sm text-ink-soft">
          {t.rich("confirmedBy", {
            name: isolate(settings.informationConfirmedByName ?? ""),
            date: () => <LocalTime at={confirmedAt} dateOnly />,
          })}
        </p>
      ) : (
        <Notice tone="wait">
          <h2 className="text-base">{t("draftTitle")}</h2>
          <p className="mt-1 text-sm">{t("draftText")}</p>
        </Notice>
      )}
      <Card padded={false}>
        <Tabs label={t("languages")} tabs={tabs} />
        <p className="px-[18px] py-3 text-sm text-ink-soft">{t("emptyHint")}</p>
      </Card>
      <InformationForm
        // Each language is its own form: what was typed for one must not stay in the fields of another.
        key={language}
        slug={slug}
        language={language}
        information={await readInformation(storeId, language, settings)}
        first={defaultInformation(language, settings)}
        hints={await readInformationHints(storeId)}
        isDraft={confirmedAt === null}
      />
    </>
  );
}

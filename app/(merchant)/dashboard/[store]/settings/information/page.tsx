import { getTranslations } from "next-intl/server";
import { SettingsFrame } from "@/app/(merchant)/dashboard/[store]/settings/settings-frame";
import { Card } from "@/components/ui/card";
import { Tabs } from "@/components/ui/tabs";
import { defaultLocale, isLocale, type Locale, locales, ownName } from "@/lib/locale";
import { defaultInformation } from "@/lib/store/article15";
import { readInformation } from "@/lib/store/information-settings";
import { readSettings } from "@/lib/store/read-settings";
import { InformationForm } from "./information-form";

export async function generateMetadata() {
  const t = await getTranslations("settings");
  return { title: t("tab-information") };
}

export default async function InformationSettingsPage({
  params,
  searchParams,
}: PageProps<"/dashboard/[store]/settings/information">) {
  const { store } = await params;
  const { language } = await searchParams;
  return (
    <SettingsFrame store={store} tab="information">
      {(member) => <Content storeId={member.store.id} slug={store} wanted={String(language)} />}
    </SettingsFrame>
  );
}

async function Content({ storeId, slug, wanted }: { storeId: string; slug: string; wanted: string }) {
  const t = await getTranslations("information");
  const settings = await readSettings(storeId);
  const own: Locale = isLocale(settings.locale) ? settings.locale : defaultLocale;
  const language = isLocale(wanted) ? wanted : own;
  const tabs = locales.map((locale) => ({
    href: `/dashboard/${slug}/settings/information?language=${locale}`,
    label: ownName(locale),
    current: locale === language,
  }));
  return (
    <>
      <p className="max-w-[68ch] text-ink-soft">{t("intro")}</p>
      <Card padded={false}>
        <Tabs label={t("languages")} tabs={tabs} />
        <p className="px-[18px] py-3 text-sm text-ink-soft">{t("emptyHint")}</p>
      </Card>
      <InformationForm
        // Another language is another form: what was typed here must not stay in its fields.
        key={language}
        slug={slug}
        language={language}
        information={await readInformation(storeId, language, settings)}
        first={defaultInformation(language, settings)}
      />
    </>
  );
}

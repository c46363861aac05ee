import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { SettingsForm, SettingsPart } from "@/app/(merchant)/dashboard/[store]/settings/settings-form";
import { type SettingsView, settingsPage } from "@/app/(merchant)/dashboard/[store]/settings/settings-page";
import { saveTexts } from "@/app/(merchant)/dashboard/[store]/settings/texts/actions";
import { nameText } from "@/app/(merchant)/dashboard/[store]/settings/texts/name-text";
import { pageTitle } from "@/app/page-title";
import { languageName } from "@/components/request/language-name";
import { Card } from "@/components/ui/card";
import { Tabs } from "@/components/ui/tabs";
import { isLocale, locales, ownName } from "@/lib/locale";
import { editableTexts, isTextName, REQUEST_PAGE } from "@/lib/notification/editable-texts";
import { readEditedTexts } from "@/lib/notification/store-texts";
import { EmailPreview, PagePreview } from "./preview";
import { TextField } from "./text-field";

export const generateMetadata = pageTitle("settings", "tab-texts");

export default settingsPage("texts", Content);

/** The texts of one email, or of the request page, in one language. */
async function Content({ storeId, slug, params: { text: name = "" }, query }: SettingsView) {
  if (!isTextName(name)) notFound();
  const t = await getTranslations("texts");
  const href = `/dashboard/${slug}/settings/texts`;
  const wanted = String(query.language);
  const reader = await getLocale();
  const language = [wanted, reader].find(isLocale) ?? "en";
  const parts = await readEditedTexts(storeId, name, language);
  const { variables } = editableTexts[name];
  const isEmail = name !== REQUEST_PAGE;
  const tabs = locales.map((locale) => ({
    href: `${href}/${name}?language=${locale}`,
    label: ownName(locale),
    current: locale === language,
  }));
  return (
    <>
      <a href={href} className="w-fit text-sm text-ink-soft">
        {t("back")}
      </a>
      <Card padded={false}>
        <h2 className="px-[18px] pt-4 pb-2">{(await nameText())(name)}</h2>
        <Tabs label={t("languages")} tabs={tabs} />
        <div className="grid gap-1 px-[18px] py-3 text-sm text-ink-soft">
          {!parts.some(({ own }) => own) && <p>{t("allDefault", { language: languageName(language, reader) })}</p>}
          {isEmail && parts[0]?.part !== "subject" && <p>{t("subjectFixed")}</p>}
          <p>{t("plain")}</p>
        </div>
      </Card>
      {/* Each language is its own form: what was typed for one must not stay in the fields of another. */}
      <SettingsForm key={language} action={saveTexts} hidden={{ store: slug, name, language }}>
        <SettingsPart title={t("listTitle")}>
          {parts.map((part) => (
            <TextField key={part.part} {...part} name={name} language={language} />
          ))}
          <div className="text-sm">
            <h3 className="font-medium">{t("variablesTitle")}</h3>
            <dl className="mt-2 grid grid-cols-[112px_minmax(0,1fr)] gap-x-3 gap-y-1 text-ink-soft">
              {variables.map((variable) => (
                <div key={variable} className="contents">
                  <dt>
                    <code className="font-mono text-[13px] text-ink">{`{${variable}}`}</code>
                  </dt>
                  <dd>{t(`variables.${variable}`)}</dd>
                </div>
              ))}
            </dl>
          </div>
        </SettingsPart>
        {isEmail ? <EmailPreview {...{ slug, name, language, parts }} /> : <PagePreview slug={slug} />}
      </SettingsForm>
    </>
  );
}

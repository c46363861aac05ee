import { getTranslations } from "next-intl/server";
import { type SettingsView, settingsPage } from "@/app/(merchant)/dashboard/[store]/settings/settings-page";
import { pageTitle } from "@/app/page-title";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Cell, Row, Table } from "@/components/ui/table";
import { Tag, type TagTone } from "@/components/ui/tag";
import { locales, ownName } from "@/lib/locale";
import { textNames } from "@/lib/notification/editable-texts";
import { listTextStates, type TextState } from "@/lib/notification/store-texts";
import { listTemplates } from "@/lib/store/answer-templates";
import { nameText } from "./name-text";

export const generateMetadata = pageTitle("settings", "tab-texts");

export default settingsPage("texts", Content);

/** Every text that an owner can write, with its state in each language, and the store's templates. */
async function Content({ storeId, slug }: SettingsView) {
  const t = await getTranslations("texts");
  const states = await listTextStates(storeId);
  const href = `/dashboard/${slug}/settings/texts`;
  const nameOf = await nameText();
  return (
    <>
      <p className="max-w-[68ch] text-ink-soft">{t("intro")}</p>
      <Card padded={false}>
        <table aria-label={t("listTitle")} className="w-full border-collapse text-sm">
          <thead>
            <tr className="border-b border-line text-[12.5px] text-ink-soft">
              <th scope="col" className="py-2 pr-2 pl-[18px] text-start font-medium">
                {t("column-name")}
              </th>
              {locales.map((locale) => (
                <th key={locale} scope="col" lang={locale} className="w-24 px-2 py-2 text-start font-medium sm:w-36">
                  {ownName(locale)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {textNames.map((name) => (
              <tr key={name} className="[&:not(:last-child)>*]:border-b [&>*]:border-line">
                <th scope="row" className="py-1 pr-2 pl-[18px] text-start font-medium">
                  {nameOf(name)}
                </th>
                {locales.map((locale) => (
                  <td key={locale} className="px-2 py-1">
                    <a href={`${href}/${name}?language=${locale}`} className="inline-flex min-h-9 items-center">
                      <span className="sr-only">{nameOf(name)}, </span>
                      <State state={states.get(`${name} ${locale}`) ?? "default"} />
                      <span className="sr-only" lang={locale}>
                        , {ownName(locale)}
                      </span>
                    </a>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Card>
      <Templates storeId={storeId} href={`${href}/templates`} />
    </>
  );
}

async function State({ state }: { state: TextState }) {
  const t = await getTranslations("texts");
  return <Tag tone={TONES[state]}>{t(`state-${state}`)}</Tag>;
}

const TONES: Record<TextState, TagTone> = { default: "calm", changed: "good", outdated: "wait" };

async function Templates({ storeId, href }: { storeId: string; href: string }) {
  const t = await getTranslations("texts");
  const templates = await listTemplates(storeId);
  return (
    <Card padded={false}>
      <div className="flex flex-wrap items-start gap-x-4 gap-y-3 border-b border-line px-[18px] py-4">
        <div className="min-w-0 grow basis-72">
          <h2>{t("templatesTitle")}</h2>
          <p className="mt-1 text-sm text-ink-soft">{t("templatesText")}</p>
        </div>
        <ButtonLink href={`${href}/new`}>{t("addTemplate")}</ButtonLink>
      </div>
      {templates.length === 0 ? (
        <p className="px-[18px] py-4 text-sm text-ink-soft">{t("templatesEmpty")}</p>
      ) : (
        <Table
          label={t("templatesTitle")}
          columns={(["templateName", "templateKind", "templateLanguage"] as const).map((key) => ({
            key,
            label: t(key),
          }))}
        >
          {templates.map(({ id, name, kind, locale }) => (
            <Row key={id}>
              <Cell header place="lead">
                <a href={`${href}/${id}`} dir="auto" className="wrap-anywhere">
                  {name}
                </a>
              </Cell>
              <Cell place="rest">{t(`kind-${kind}`)}</Cell>
              <Cell place="side">
                <span lang={locale}>{ownName(locale)}</span>
              </Cell>
            </Row>
          ))}
        </Table>
      )}
    </Card>
  );
}

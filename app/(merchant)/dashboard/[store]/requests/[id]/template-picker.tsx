import { getTranslations } from "next-intl/server";
import { isLocale, locales, ownName } from "@/lib/locale";
import { listTemplates, type TemplateKind } from "@/lib/store/answer-templates";
import { InsertTemplate } from "./insert-template";

/**
 * Inside a dialog's form: the store's templates for one of its fields, those in the customer's language first. Nothing
 * where there are none.
 */
export async function TemplatePicker({
  storeId,
  kind,
  field,
  locale,
}: {
  storeId: string;
  kind: TemplateKind;
  /** The name of the field. */
  field: string;
  /** The customer's. */
  locale: string;
}) {
  const templates = await listTemplates(storeId, kind);
  if (templates.length === 0) return null;
  const t = await getTranslations("texts");
  const languages = [locale, ...locales.filter((other) => other !== locale)].filter(isLocale);
  const groups = languages
    .map((language) => ({
      label: ownName(language),
      templates: templates.filter((template) => template.locale === language),
    }))
    .filter((group) => group.templates.length > 0);
  const texts = { label: t("templateOf"), choose: t("chooseTemplate"), insert: t("insertTemplate") };
  return <InsertTemplate field={field} texts={texts} groups={groups} />;
}

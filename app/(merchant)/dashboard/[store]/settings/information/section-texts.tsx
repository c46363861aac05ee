import { getFormatter, getTranslations } from "next-intl/server";
import { SubmitButton } from "@/components/form/submit-button";
import { Textarea } from "@/components/form/textarea";
import { isolate } from "@/lib/isolate";
import type { Locale } from "@/lib/locale";
import type { Section } from "@/lib/section/sections";
import { informationPlaces, type ProcessingInformation, textsOf } from "@/lib/store/article15";
import type { InformationHint } from "@/lib/store/information-hints";
import { informationName } from "@/lib/store/information-settings";

/**
 * The texts of one section, which expand on demand; the owner's own can be restored to the default. A draft is expanded
 * where the store's own data show something about it.
 */
export async function SectionTexts({
  section,
  language,
  information,
  first,
  hints,
  isDraft,
}: {
  section: Section | "general";
  language: Locale;
  information: ProcessingInformation;
  first: ProcessingInformation;
  hints: Map<string, InformationHint>;
  isDraft: boolean;
}) {
  const t = await getTranslations("information");
  const name = section === "general" ? t("general") : (await getTranslations("sections"))(section);
  const texts = informationPlaces
    .filter((place) => place.section === section)
    .map((place) => ({
      field: place.field,
      name: informationName(place),
      text: textsOf(information, section)?.[place.field] ?? "",
      isOwn: textsOf(information, section)?.[place.field] !== textsOf(first, section)?.[place.field],
    }));
  const format = await getFormatter();
  const hintOf = (field: string) => {
    const hint = hints.get(field);
    return hint && t(`hints.${hint.kind}`, { names: format.list(hint.names.map(isolate)) });
  };
  const isOpen = section === "general" || (isDraft && texts.some(({ name: field }) => hints.has(field)));
  const count = texts.filter(({ isOwn }) => isOwn).length;
  return (
    <details open={isOpen} className="rounded-card border border-line bg-surface shadow-card">
      <summary className="cursor-pointer px-[18px] py-3.5">
        <span className="font-semibold">{name}</span>
        <span className="ms-2 text-[13px] text-ink-soft">{t("own", { count })}</span>
      </summary>
      <fieldset className="grid gap-5 border-t border-line px-[18px] py-4">
        <legend className="sr-only">{name}</legend>
        <p className="text-sm text-ink-soft">{t(section === "general" ? "generalAbout" : "sectionAbout")}</p>
        {texts.map(({ field, name: fieldName, text, isOwn }) => (
          <div key={field} className="grid justify-items-start gap-2 [&>*:first-child]:w-full">
            <Textarea
              name={fieldName}
              label={t(`fields.${field}`)}
              hint={
                <>
                  {t(`asks.${field}`)}
                  {hints.has(fieldName) && (
                    <strong className="mt-1 block font-medium text-wait wrap-anywhere">{hintOf(fieldName)}</strong>
                  )}
                </>
              }
              lang={language}
              grows
              rows={2}
              defaultValue={text}
            />
            {isOwn && (
              <SubmitButton look="plain" name="restore" value={fieldName}>
                {t("useFirst")}
                <span className="sr-only">{t("useFirstOf", { section: name, field: t(`fields.${field}`) })}</span>
              </SubmitButton>
            )}
          </div>
        ))}
      </fieldset>
    </details>
  );
}

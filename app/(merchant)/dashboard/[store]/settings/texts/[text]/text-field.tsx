import { getTranslations } from "next-intl/server";
import { Field } from "@/components/form/field";
import { SubmitButton } from "@/components/form/submit-button";
import { Textarea } from "@/components/form/textarea";
import { LocalTime } from "@/components/ui/local-time";
import { Notice } from "@/components/ui/notice";
import { isolate } from "@/lib/isolate";
import type { Locale } from "@/lib/locale";
import { editableTexts, REQUEST_PAGE, type TextName } from "@/lib/notification/editable-texts";
import type { EditedPart } from "@/lib/notification/store-texts";

/** One part of a text: the store's own words or else the default, and the way back to that. */
export async function TextField({
  part,
  text,
  defaultText,
  own,
  name,
  language,
}: EditedPart & { name: TextName; language: Locale }) {
  const t = await getTranslations("texts");
  const key = name === REQUEST_PAGE ? "intro" : part;
  const label = t(`part-${key}`);
  const hint = t(part === "opening" && editableTexts[name].keepsIntro ? "hint-openingKept" : `hint-${key}`);
  const field = { name: part, label, hint, lang: language, dir: "auto", defaultValue: text };
  return (
    <div className="grid gap-2">
      {part === "subject" ? <Field {...field} /> : <Textarea {...field} rows={4} />}
      {own?.isOutdated && (
        <Notice tone="wait">
          <p className="text-sm font-medium">{t("outdatedTitle")}</p>
          <p className="mt-1 text-sm">{t("outdatedText")}</p>
        </Notice>
      )}
      {own && (
        <>
          <p className="text-[13px] leading-[18px] text-ink-soft">
            {t.rich("writtenBy", { name: isolate(own.by), date: () => <LocalTime at={own.at} dateOnly /> })}
          </p>
          <details className="text-[13px] leading-[18px]" open={own.isOutdated}>
            <summary className="w-fit">{t("showDefault")}</summary>
            <p
              lang={defaultText ? language : undefined}
              className="mt-1.5 rounded-control bg-sunken px-3.5 py-2.5 whitespace-pre-line wrap-anywhere"
            >
              {defaultText || t("noDefault")}
            </p>
          </details>
          <div>
            <SubmitButton look="plain" name="restore" value={part}>
              {t("useDefault")} <span className="sr-only">{t("useDefaultOf", { part: label })}</span>
            </SubmitButton>
          </div>
        </>
      )}
    </div>
  );
}

import { getTranslations } from "next-intl/server";
import { SettingsPart } from "@/app/(merchant)/dashboard/[store]/settings/settings-form";
import { SubmitButton } from "@/components/form/submit-button";
import { ButtonLink, buttonClass } from "@/components/ui/button";
import type { Locale } from "@/lib/locale";
import type { TextName } from "@/lib/notification/editable-texts";
import type { EditedPart } from "@/lib/notification/store-texts";

/** Inside the form of an email's texts: what it looks like with what is typed, and a test of that to oneself. */
export async function EmailPreview({
  slug,
  name,
  language,
  parts,
}: {
  slug: string;
  name: TextName;
  language: Locale;
  parts: EditedPart[];
}) {
  const t = await getTranslations("texts");
  const url = `/api/stores/${slug}/texts/preview`;
  return (
    <SettingsPart title={t("previewTitle")}>
      <p className="text-sm text-ink-soft">{t("previewText")}</p>
      <div className="flex flex-wrap gap-3">
        {/* Posts the form into the frame below, with and without script. */}
        <button
          type="submit"
          formAction={url}
          formMethod="post"
          formEncType="multipart/form-data"
          formTarget={FRAME}
          className={buttonClass()}
        >
          {t("preview")}
        </button>
        <SubmitButton look="plain" name="test" value="on">
          {t("test")}
        </SubmitButton>
      </div>
      <iframe
        name={FRAME}
        title={t("previewTitle")}
        // Loaded again once another text is saved.
        key={parts.map(({ own }) => own?.at.getTime()).join()}
        src={`${url}?name=${name}&language=${language}`}
        // Nothing runs in it, and its links lead nowhere.
        sandbox=""
        className="h-[760px] w-full rounded-control border border-line"
      />
    </SettingsPart>
  );
}

const FRAME = "text-preview";

/** Where the request page shows its introduction. */
export async function PagePreview({ slug }: { slug: string }) {
  const t = await getTranslations("texts");
  return (
    <SettingsPart title={t("previewTitle")}>
      <p className="text-sm text-ink-soft">{t("openPageText")}</p>
      <div>
        <ButtonLink href={`/s/${slug}`}>{t("openPage")}</ButtonLink>
      </div>
    </SettingsPart>
  );
}

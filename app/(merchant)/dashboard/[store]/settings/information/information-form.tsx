import { getTranslations } from "next-intl/server";
import { SettingsForm } from "@/app/(merchant)/dashboard/[store]/settings/settings-form";
import { SubmitButton } from "@/components/form/submit-button";
import type { Locale } from "@/lib/locale";
import { sections } from "@/lib/section/sections";
import type { ProcessingInformation } from "@/lib/store/article15";
import type { InformationHint } from "@/lib/store/information-hints";
import { saveInformation } from "./actions";
import { SectionTexts } from "./section-texts";

/** All texts of one language, a part for each section. Drafts have a button that confirms them. */
export async function InformationForm({
  slug,
  language,
  information,
  first,
  hints,
  isDraft,
}: {
  slug: string;
  language: Locale;
  information: ProcessingInformation;
  first: ProcessingInformation;
  hints: Map<string, InformationHint>;
  isDraft: boolean;
}) {
  const t = await getTranslations("information");
  const confirm = (
    <SubmitButton name="confirm" value="on">
      {t("saveAndConfirm")}
    </SubmitButton>
  );
  return (
    <SettingsForm
      action={saveInformation}
      className="flex flex-col gap-3"
      hidden={{ store: slug, language }}
      primary={isDraft && confirm}
    >
      {(["general", ...sections] as const).map((section) => (
        <SectionTexts key={section} {...{ section, language, information, first, hints, isDraft }} />
      ))}
    </SettingsForm>
  );
}

import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import type { Locale } from "@/lib/locale";
import { sections } from "@/lib/section/sections";
import type { ProcessingInformation } from "@/lib/store/article15";
import { saveInformation } from "./actions";
import { SectionTexts } from "./section-texts";

/** All texts of one language, a part for each section. */
export async function InformationForm({
  slug,
  language,
  information,
  first,
}: {
  slug: string;
  language: Locale;
  information: ProcessingInformation;
  first: ProcessingInformation;
}) {
  const t = await getTranslations("settings");
  return (
    <div>
      <ActionForm action={saveInformation} className="grid gap-3" hidden={{ store: slug, language }}>
        {(["general", ...sections] as const).map((section) => (
          <SectionTexts key={section} section={section} language={language} information={information} first={first} />
        ))}
        <div className="mt-2">
          <SubmitButton>{t("save")}</SubmitButton>
        </div>
      </ActionForm>
    </div>
  );
}

import { SettingsForm } from "@/app/(merchant)/dashboard/[store]/settings/settings-form";
import type { Locale } from "@/lib/locale";
import { sections } from "@/lib/section/sections";
import type { ProcessingInformation } from "@/lib/store/article15";
import { saveInformation } from "./actions";
import { SectionTexts } from "./section-texts";

/** All texts of one language, a part for each section. */
export function InformationForm({
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
  return (
    <SettingsForm action={saveInformation} className="grid gap-3" hidden={{ store: slug, language }}>
      {(["general", ...sections] as const).map((section) => (
        <SectionTexts key={section} section={section} language={language} information={information} first={first} />
      ))}
    </SettingsForm>
  );
}

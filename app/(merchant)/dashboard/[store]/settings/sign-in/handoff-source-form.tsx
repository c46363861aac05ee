import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { Select } from "@/components/form/select";
import { SubmitButton } from "@/components/form/submit-button";
import { listHandoffSources } from "@/lib/sign-in/handoff-source";
import { chooseHandoffSource } from "./actions";

/** Whose ids the hand-off's `sub` means. Only asked of a store that has more than its imported records. */
export async function HandoffSourceForm({ storeId, slug, picked }: { storeId: string; slug: string; picked: string }) {
  const t = await getTranslations("settings");
  const sources = await listHandoffSources(storeId, picked);
  if (sources.length === 1) return null;
  return (
    <ActionForm action={chooseHandoffSource} hidden={{ store: slug }} className="grid gap-3">
      <Select
        name="source"
        label={t("handoffSource")}
        hint={t("handoffSourceHint")}
        defaultValue={picked}
        options={sources.map(({ name, title, isEnded }) => ({
          value: name,
          label: title === undefined ? t("handoffRecords") : isEnded ? t("handoffSourceEnded", { name: title }) : title,
        }))}
      />
      <div>
        <SubmitButton look="plain">{t("handoffSourceSave")}</SubmitButton>
      </div>
    </ActionForm>
  );
}

import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Textarea } from "@/components/form/textarea";
import { checkHandoff } from "./actions";
import { TokenReport } from "./token-report";

/** Where an owner pastes a token of the signed hand-off, and reads why it is not accepted. */
export async function TokenCheck({ slug }: { slug: string }) {
  const t = await getTranslations("settings");
  return (
    <ActionForm action={checkHandoff} hidden={{ store: slug }} className="grid gap-4">
      <h3 className="font-semibold">{t("tokenTitle")}</h3>
      <Textarea name="token" label={t("tokenLabel")} hint={t("tokenHint")} spellCheck={false} required />
      <div>
        <SubmitButton look="plain">{t("tokenButton")}</SubmitButton>
      </div>
      <TokenReport />
    </ActionForm>
  );
}

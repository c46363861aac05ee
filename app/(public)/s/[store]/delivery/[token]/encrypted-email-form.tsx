import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Textarea } from "@/components/form/textarea";
import { sendEncrypted } from "./encrypted-email-actions";

/** Asks for the customer's OpenPGP key, and sends the archive encrypted to it. */
export async function EncryptedEmailForm({
  store,
  token,
  maskedEmail,
  open,
}: {
  store: string;
  token: string;
  maskedEmail: string;
  /** Whether this is the way that the store chose, and not one beside it. */
  open: boolean;
}) {
  const t = await getTranslations("getData");
  const problem = (await getTranslations("common"))("problem");
  const form = (
    <ActionForm action={sendEncrypted} errorTitle={problem} hidden={{ store, token }} className="grid gap-5">
      <p className="text-sm text-ink-soft">{t("keyText", { email: maskedEmail })}</p>
      <Textarea
        name="publicKey"
        label={t("key")}
        hint={t("keyHint")}
        rows={5}
        required
        spellCheck={false}
        autoComplete="off"
      />
      <SubmitButton look={open ? "primary" : "plain"} large>
        {t("sendEncrypted")}
      </SubmitButton>
    </ActionForm>
  );
  if (open) return form;
  return (
    <details className="mt-6 text-sm">
      <summary className="font-medium">{t("keyTitle")}</summary>
      <div className="mt-4">{form}</div>
    </details>
  );
}

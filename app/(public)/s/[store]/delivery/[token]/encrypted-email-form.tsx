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
  chosen,
  open,
}: {
  store: string;
  token: string;
  maskedEmail: string;
  /** Whether the store chose this method; else it is the alternative to the download. */
  chosen: boolean;
  /** Whether the form is shown; else a link to it, so that its errors can be shown without JavaScript too. */
  open: boolean;
}) {
  const t = await getTranslations("getData");
  if (!open)
    return (
      <p className="mt-6 text-sm">
        <a href={`/s/${store}/delivery/${token}?encrypted=1`} className="font-medium underline">
          {t("keyTitle")}
        </a>
      </p>
    );
  return (
    <div className={chosen ? undefined : "mt-6"}>
      <ActionForm action={sendEncrypted} hidden={{ store, token }} className="grid gap-5">
        <p className="text-sm text-ink-soft">{t("keyText", { email: maskedEmail })}</p>
        <Textarea name="publicKey" label={t("key")} hint={t("keyHint")} rows={5} required spellCheck={false} />
        <SubmitButton look={chosen ? "primary" : "plain"} large>
          {t("sendEncrypted")}
        </SubmitButton>
      </ActionForm>
    </div>
  );
}

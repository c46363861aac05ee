import { getTranslations } from "next-intl/server";
import { RefreshAfterSubmit } from "@/app/(public)/s/[store]/delivery/refresh-after-submit";
import { Heading } from "@/app/(public)/s/[store]/heading";
import { readFlash } from "@/app/flash";
import { ActionForm } from "@/components/form/action-form";
import { Field } from "@/components/form/field";
import { PlainForm } from "@/components/form/plain-form";
import { SubmitButton } from "@/components/form/submit-button";
import { buttonClass } from "@/components/ui/button";
import { sendCode } from "./actions";
import { Lifetime, type StepProps } from "./step";

/** The second step: the code that was sent. */
export async function EnterCode({ store, token, delivery }: StepProps) {
  const t = await getTranslations("getData");
  const flash = await readFlash();
  const download = delivery.opens === "archive";
  return (
    <>
      <Heading title={t("enterTitle")}>{t("enter", { email: delivery.maskedEmail })}</Heading>
      <PlainForm
        action={`/s/${store.slug}/delivery/${token}/open`}
        className="grid gap-5"
        // For an encrypted email, the next page asks for the key.
        hidden={{ next: delivery.opens }}
        {...(flash?.field && { fieldErrors: { [flash.field]: flash.text } })}
      >
        <Field
          name="code"
          label={t("code")}
          hint={t("codeHint")}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={12}
          required
        />
        {download && <RefreshAfterSubmit />}
        <button type="submit" className={buttonClass("primary", true)}>
          {t(download ? "download" : "goOn")}
        </button>
      </PlainForm>
      <Lifetime delivery={delivery} />
      <div className="mt-7 border-t border-line pt-5">
        <p className="mb-3 text-sm text-ink-soft">{t("nothingCame")}</p>
        <ActionForm action={sendCode} hidden={{ store: store.slug, token }}>
          <SubmitButton look="plain">{t("sendAgain")}</SubmitButton>
        </ActionForm>
      </div>
    </>
  );
}

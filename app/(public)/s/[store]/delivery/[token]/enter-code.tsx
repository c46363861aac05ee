import { getTranslations } from "next-intl/server";
import { RefreshAfterSubmit } from "@/app/(public)/s/[store]/delivery/refresh-after-submit";
import { readFlash } from "@/app/flash";
import { ActionForm } from "@/components/form/action-form";
import { Field } from "@/components/form/field";
import { PlainForm } from "@/components/form/plain-form";
import { SubmitButton } from "@/components/form/submit-button";
import { buttonClass } from "@/components/ui/button";
import { sendCode } from "./actions";
import { Lifetime, StepHeading, type StepProps } from "./step";

/** The second step: the code that was sent. */
export async function EnterCode({ store, token, delivery }: StepProps) {
  const t = await getTranslations("getData");
  const flash = await readFlash();
  const encrypted = delivery.method === "encrypted_email";
  return (
    <>
      <StepHeading title={t("enterTitle")}>{t("enter", { email: delivery.maskedEmail })}</StepHeading>
      <PlainForm
        action={`/s/${store.slug}/delivery/${token}/open`}
        className="grid gap-5"
        // Who is to be sent an encrypted e-mail gives the key on the next page.
        hidden={encrypted ? { next: "page" } : {}}
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
        {!encrypted && <RefreshAfterSubmit />}
        <button type="submit" className={buttonClass("primary", true)}>
          {t(encrypted ? "goOn" : "download")}
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

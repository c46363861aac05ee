import { getTranslations } from "next-intl/server";
import { Heading } from "@/app/(public)/s/[store]/heading";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { isolate } from "@/lib/isolate";
import { sendCode, signInFirst } from "./actions";
import { Lifetime, type StepProps } from "./step";

/** The first step: a code by email or, if the store vouched for the customer, their sign-in. */
export async function AskForCode({ store, token, delivery }: StepProps) {
  const t = await getTranslations("getData");
  const form = { hidden: { store: store.slug, token } };
  return (
    <>
      <Heading title={t("title")}>
        {t(delivery.vouched ? "askVouched" : "ask", { store: isolate(store.name), email: delivery.maskedEmail })}
      </Heading>
      {delivery.vouched && (
        <>
          <ActionForm action={signInFirst} {...form}>
            <SubmitButton large>{t("signIn")}</SubmitButton>
          </ActionForm>
          <p className="mb-3 mt-6 text-sm text-ink-soft">{t("orCode", { email: delivery.maskedEmail })}</p>
        </>
      )}
      <ActionForm action={sendCode} {...form}>
        <SubmitButton look={delivery.vouched ? "plain" : "primary"} large>
          {t("send")}
        </SubmitButton>
      </ActionForm>
      <Lifetime delivery={delivery} />
    </>
  );
}

import { getLocale, getTranslations } from "next-intl/server";
import { currentReader } from "@/app/request-locale";
import { ActionForm } from "@/components/form/action-form";
import { AnswerPage } from "@/components/form/answer-page";
import { EmailField, Field } from "@/components/form/field";
import { SubmitButton } from "@/components/form/submit-button";
import { ButtonLink } from "@/components/ui/button";
import { isolate } from "@/lib/isolate";
import { fillText, REQUEST_PAGE } from "@/lib/notification/editable-texts";
import { readOwnTexts } from "@/lib/notification/store-texts";
import { MAX_HINT_LENGTH } from "@/lib/request/submit-request";
import { DATA_EXPORT } from "@/lib/request/type-rules";
import { currentCustomer } from "@/lib/sign-in/customer-session";
import { findStore } from "@/lib/store/find-store";
import { requestAsGuest, requestSignedIn } from "./actions";
import { Heading } from "./heading";
import { OpenidLink } from "./openid-link";
import { ShowSent } from "./sent/sent";
import { SignedIn } from "./signed-in";
import { StepList } from "./step-list";
import { stepsAhead } from "./steps-ahead";

export default async function RequestPage({ params }: PageProps<"/s/[store]">) {
  const store = await findStore((await params).store);
  if (!store) return null;
  const t = await getTranslations();
  const { opening } = await readOwnTexts(store.id, REQUEST_PAGE, await getLocale());
  const { slug, guestsSupported } = store;
  const name = isolate(store.name);
  const customer = await currentCustomer(store.id);
  const proof = { key: "prove", title: t("public.steps.proveTitle"), text: t("public.steps.proveText") };
  return (
    <AnswerPage path={`/s/${slug}/sent`} site={name}>
      <Heading title={t("public.title")}>
        {opening ? fillText(opening, { store: name }) : t("public.lead", { store: name })}
      </Heading>
      {customer ? (
        <>
          <SignedIn store={slug} customer={customer} account />
          <RequestForm store={slug} action={requestSignedIn} />
        </>
      ) : guestsSupported ? (
        <>
          <RequestForm store={slug} action={requestAsGuest}>
            <ShowSent />
            <EmailField label={t("public.email")} hint={t("public.emailHint")} />
            <Field name="hint" label={t("public.hint")} hint={t("public.hintHint")} maxLength={MAX_HINT_LENGTH} />
          </RequestForm>
          <OpenidLink store={store} className="mt-5 border-t border-line pt-5" />
          <p className="mt-5 text-[13px] leading-[18px] text-ink-soft">
            {t.rich("public.haveAccount", { link: (text) => <a href={`/s/${slug}/sign-in`}>{text}</a> })}
          </p>
        </>
      ) : (
        <>
          <p className="mb-5">{t("public.guestsOff", { store: name })}</p>
          <div className="grid gap-3">
            <ButtonLink href={`/s/${slug}/sign-in`} look="primary" large>
              {t("public.signIn")}
            </ButtonLink>
            <OpenidLink store={store} />
          </div>
        </>
      )}
      <StepList
        steps={stepsAhead(store, await currentReader(), customer ? undefined : proof)}
        done={t("public.steps.done")}
        className="mt-9 border-t border-line pt-6"
      />
    </AnswerPage>
  );
}

/** The form: what guests type, then the button. */
async function RequestForm({
  store,
  action,
  children,
}: {
  store: string;
  action: typeof requestAsGuest | typeof requestSignedIn;
  children?: React.ReactNode;
}) {
  const t = await getTranslations("public");
  return (
    <ActionForm action={action} className="grid gap-5" hidden={{ store, type: DATA_EXPORT }}>
      {children}
      <SubmitButton large>{t("submit")}</SubmitButton>
    </ActionForm>
  );
}

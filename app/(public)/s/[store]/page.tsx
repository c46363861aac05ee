import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { AnswerNotice } from "@/components/form/answer-notice";
import { Field } from "@/components/form/field";
import { SubmitButton } from "@/components/form/submit-button";
import { buttonClass } from "@/components/ui/button";
import { DATA_EXPORT } from "@/lib/request/type-rules";
import { currentCustomer } from "@/lib/sign-in/customer-session";
import { findStore } from "@/lib/store/find-store";
import { requestAsGuest, requestSignedIn } from "./actions";
import { SignedIn } from "./signed-in";
import { Steps } from "./steps";

export default async function RequestPage({ params }: PageProps<"/s/[store]">) {
  const store = await findStore((await params).store);
  if (!store) notFound();
  const t = await getTranslations("public");
  const customer = await currentCustomer(store.id);
  return (
    <>
      <h1 className="text-[30px] leading-9 tracking-[-0.022em]">{t("title")}</h1>
      <p className="mb-7 mt-2.5 text-[17px] leading-[26px] text-ink-soft">{t("lead", { store: store.name })}</p>
      {customer ? (
        <>
          <SignedIn store={store.slug} email={customer.email} account />
          <RequestForm store={store.slug} action={requestSignedIn} />
        </>
      ) : store.guestsSupported ? (
        <>
          <RequestForm store={store.slug} action={requestAsGuest}>
            <AnswerNotice />
            <Field
              name="email"
              label={t("email")}
              hint={t("emailHint")}
              type="email"
              autoComplete="email"
              autoCapitalize="none"
              spellCheck={false}
              required
            />
          </RequestForm>
          <p className="mt-5 text-[13px] leading-[18px] text-ink-soft">
            {t.rich("haveAccount", { link: (text) => <a href={`/s/${store.slug}/sign-in`}>{text}</a> })}
          </p>
        </>
      ) : (
        <>
          <p className="mb-5">{t("guestsOff", { store: store.name })}</p>
          <a href={`/s/${store.slug}/sign-in`} className={buttonClass("primary", true)}>
            {t("signIn")}
          </a>
        </>
      )}
      <Steps store={store} guest={!customer} />
    </>
  );
}

/** The form: for guests the address, then the button. */
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

import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { AnswerNotice } from "@/components/form/answer-notice";
import { EmailField } from "@/components/form/field";
import { SubmitButton } from "@/components/form/submit-button";
import { ButtonLink } from "@/components/ui/button";
import { isolate } from "@/lib/isolate";
import { DATA_EXPORT } from "@/lib/request/type-rules";
import { currentCustomer } from "@/lib/sign-in/customer-session";
import { findStore } from "@/lib/store/find-store";
import { requestAsGuest, requestSignedIn } from "./actions";
import { Heading } from "./heading";
import { SignedIn } from "./signed-in";
import { Steps } from "./steps";

export default async function RequestPage({ params }: PageProps<"/s/[store]">) {
  const store = await findStore((await params).store);
  if (!store) notFound();
  const t = await getTranslations("public");
  const customer = await currentCustomer(store.id);
  return (
    <>
      <Heading title={t("title")}>{t("lead", { store: isolate(store.name) })}</Heading>
      {customer ? (
        <>
          <SignedIn store={store.slug} email={customer.email} account />
          <RequestForm store={store.slug} action={requestSignedIn} />
        </>
      ) : store.guestsSupported ? (
        <>
          <RequestForm store={store.slug} action={requestAsGuest}>
            <AnswerNotice />
            <EmailField label={t("email")} hint={t("emailHint")} />
          </RequestForm>
          <p className="mt-5 text-[13px] leading-[18px] text-ink-soft">
            {t.rich("haveAccount", { link: (text) => <a href={`/s/${store.slug}/sign-in`}>{text}</a> })}
          </p>
        </>
      ) : (
        <>
          <p className="mb-5">{t("guestsOff", { store: isolate(store.name) })}</p>
          <ButtonLink href={`/s/${store.slug}/sign-in`} look="primary" large>
            {t("signIn")}
          </ButtonLink>
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

import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Heading } from "@/app/(public)/s/[store]/heading";
import { OpenidLink } from "@/app/(public)/s/[store]/openid-link";
import { pageTitle } from "@/app/page-title";
import { ActionForm } from "@/components/form/action-form";
import { AutoSubmit } from "@/components/form/auto-submit";
import { EmailField } from "@/components/form/field";
import { SubmitButton } from "@/components/form/submit-button";
import { Notice } from "@/components/ui/notice";
import { isolate } from "@/lib/isolate";
import { currentCustomer } from "@/lib/sign-in/customer-session";
import { verifyHandoff } from "@/lib/sign-in/sign-in-by-handoff";
import { findSignInLink } from "@/lib/sign-in/sign-in-by-link";
import { findStore } from "@/lib/store/find-store";
import { continueSignIn, sendLink } from "./actions";
import { nextPath } from "./next-path";

export const generateMetadata = pageTitle("customerSignIn", "title");

/** Offers to send a sign-in link; with a link or the store's hand-off, asks whether to continue with it. */
export default async function SignInPage({ params, searchParams }: PageProps<"/s/[store]/sign-in">) {
  const store = await findStore((await params).store);
  if (!store) return null;
  const { link, token, next } = textsOf(await searchParams);
  const t = await getTranslations("customerSignIn");
  const found = link
    ? await findSignInLink(store.id, link)
    : token
      ? (await verifyHandoff(store.id, token))?.identity
      : undefined;
  if (found)
    return (
      <>
        <Heading title={t("title")}>{t("continueLead", { store: isolate(store.name) })}</Heading>
        <ActionForm
          action={continueSignIn}
          className="grid gap-5"
          hidden={{ store: store.slug, ...(link ? { link } : { token: token ?? "" }), next: next ?? "" }}
        >
          {token && <AutoSubmit />}
          <SubmitButton large>
            {found.email ? t("continueAs", { email: found.email }) : t("continueByAccount")}
          </SubmitButton>
        </ActionForm>
        <p className="mt-5 text-sm text-ink-soft">
          {t.rich("notYou", { link: (text) => <a href={`/s/${store.slug}`}>{text}</a> })}
        </p>
      </>
    );
  const dead = link || token;
  if (!dead && (await currentCustomer(store.id))) redirect(nextPath(store.slug, next));
  return (
    <>
      <Heading title={t("title")}>{!dead && t("lead", { store: isolate(store.name) })}</Heading>
      {dead && (
        <div role="alert" className="mb-7">
          <Notice tone="late">
            <p className="font-semibold">{t("deadTitle")}</p>
            <p className="mt-1">{t(link ? "deadLink" : "deadHandoff")}</p>
          </Notice>
        </div>
      )}
      <ActionForm action={sendLink} className="grid gap-5" hidden={{ store: store.slug, next: next ?? "" }}>
        <EmailField label={t("email")} hint={t("emailHint")} />
        <SubmitButton large>{t("send")}</SubmitButton>
      </ActionForm>
      <OpenidLink store={store} next={next} className="mt-5 border-t border-line pt-5" />
      <p className="mt-5 text-[13px] leading-[18px] text-ink-soft">
        {t.rich("back", { link: (text) => <a href={`/s/${store.slug}`}>{text}</a> })}
      </p>
    </>
  );
}

function textsOf(search: Record<string, string | string[] | undefined>) {
  const text = (name: string) => (typeof search[name] === "string" ? search[name] : undefined);
  return { link: text("link"), token: text("token"), next: text("next") };
}

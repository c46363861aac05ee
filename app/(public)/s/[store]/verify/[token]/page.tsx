import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { Heading } from "@/app/(public)/s/[store]/heading";
import { Part } from "@/app/(public)/s/[store]/part";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { ButtonLink } from "@/components/ui/button";
import { LocalTime } from "@/components/ui/local-time";
import { isolate } from "@/lib/isolate";
import { DATA_EXPORT } from "@/lib/request/type-rules";
import { findStore } from "@/lib/store/find-store";
import { findVerification, type LinkedRequest } from "@/lib/verification/find-verification";
import { cancelRequest } from "./actions";
import { Verified } from "./verified";

type Props = PageProps<"/s/[store]/verify/[token]">;

/** Once a page: its title and its content ask for the same. */
const find = cache(findVerification);

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { store: slug, token } = await params;
  const store = await findStore(slug);
  if (!store) return {};
  const t = await getTranslations("verify");
  const found = await find(store.id, token);
  if (found.status === "verified") return { title: t("verifiedTitle") };
  if (found.status !== "live") return { title: t(`dead.${found.status}Title`) };
  return { title: t(asked(found.request, await searchParams).texts.title) };
}

/** Shows a request to the person who reads the inbox. Opening it changes nothing, since mail scanners open links too. */
export default async function VerifyPage({ params, searchParams }: Props) {
  const { store: slug, token } = await params;
  const store = await findStore(slug);
  if (!store) return null;
  const t = await getTranslations("verify");
  const found = await find(store.id, token);
  if (found.status === "verified") return <Verified store={store} request={found.request} />;
  if (found.status !== "live")
    return (
      <>
        <Heading title={t(`dead.${found.status}Title`)}>{t(`dead.${found.status}Text`)}</Heading>
        <ButtonLink href={`/s/${slug}`} large>
          {t("again")}
        </ButtonLink>
      </>
    );
  const { request } = found;
  const { addressOnly, cancelling, texts } = asked(request, await searchParams);
  const form = { className: "grid gap-5", hidden: { store: slug, token } };
  const facts = [
    [t("what"), t(`types.${request.type}`)],
    [t("address"), request.email],
    [t("when"), <LocalTime key="at" at={request.createdAt} />],
    [
      t("reference"),
      <span key="reference" className="font-mono text-[13px]">
        {request.reference}
      </span>,
    ],
  ] as const;
  return (
    <>
      <Heading title={t(texts.title)}>{t(leadOf(texts.lead, request.type), { store: isolate(store.name) })}</Heading>
      <dl className="mb-7 grid grid-cols-[fit-content(9rem)_minmax(0,1fr)] gap-x-3 gap-y-2 rounded-card border border-line bg-surface px-[18px] py-4 text-sm shadow-card">
        {facts.map(([name, value]) => (
          <div key={name} className="col-span-2 grid grid-cols-subgrid">
            <dt className="text-ink-faint">{name}</dt>
            <dd className="wrap-anywhere">{value}</dd>
          </div>
        ))}
      </dl>
      {request.correction && (
        <Part title={t("correction")}>
          <p className="mt-2 font-medium text-ink">{t("wrong")}</p>
          <p className="whitespace-pre-line wrap-anywhere">{request.correction.wrong}</p>
          <p className="mt-3 font-medium text-ink">{t("right")}</p>
          <p className="mb-7 whitespace-pre-line wrap-anywhere">{request.correction.right}</p>
        </Part>
      )}
      {cancelling ? (
        <>
          <ActionForm action={cancelRequest} {...form}>
            <SubmitButton look="danger" large>
              {t("cancel")}
            </SubmitButton>
          </ActionForm>
          <p className="mt-5 text-sm text-ink-soft">
            {t.rich("notCancelling", { link: (text) => <a href={`/s/${slug}/verify/${token}`}>{text}</a> })}
          </p>
        </>
      ) : (
        <>
          <form action={`/s/${slug}/verify/${token}/confirm`} method="post" className="grid gap-5">
            <SubmitButton large>{t(texts.button)}</SubmitButton>
          </form>
          <div className="mt-7 border-t border-line pt-5">
            <p className="text-sm text-ink-soft">{t(texts.hint)}</p>
            {!addressOnly && (
              <ActionForm action={cancelRequest} {...form} className="mt-3">
                <SubmitButton look="plain">{t("cancel")}</SubmitButton>
              </ActionForm>
            )}
          </div>
        </>
      )}
    </>
  );
}

/** What the page asks for. An open request is there already, and only its address is proved: there is nothing to cancel. */
function asked({ state, source }: LinkedRequest, { cancel }: Awaited<Props["searchParams"]>) {
  const addressOnly = state === "open";
  const cancelling = !addressOnly && cancel !== undefined;
  const question = cancelling ? "cancel" : !addressOnly ? "request" : source === "signed_in" ? "own" : "address";
  return { addressOnly, cancelling, texts: questions[question] };
}

/** What each question says: names of texts. */
const questions = {
  request: { title: "title", lead: "lead", button: "verify", hint: "cancelHint" },
  cancel: { title: "cancelTitle", lead: "cancelLead", button: "cancel", hint: "cancelHint" },
  // The store wants to deliver to it; a signed-in customer asked for the data held under it.
  address: { title: "addressTitle", lead: "addressLead", button: "verifyAddress", hint: "notYours" },
  own: { title: "confirmTitle", lead: "confirmLead", button: "confirmAddress", hint: "notYourRequest" },
} as const;

/** The lead of a request for anything but the copy speaks of no copy. */
function leadOf(lead: (typeof questions)[keyof typeof questions]["lead"], type: LinkedRequest["type"]) {
  return type === DATA_EXPORT || lead === "cancelLead" || lead === "addressLead" ? lead : (`${lead}Other` as const);
}

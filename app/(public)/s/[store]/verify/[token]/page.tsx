import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Heading } from "@/app/(public)/s/[store]/heading";
import { pageTitle } from "@/app/page-title";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { ButtonLink } from "@/components/ui/button";
import { LocalTime } from "@/components/ui/local-time";
import { isolate } from "@/lib/isolate";
import { findStore } from "@/lib/store/find-store";
import { findVerification } from "@/lib/verification/find-verification";
import { cancelRequest } from "./actions";

export const generateMetadata = pageTitle("verify", "title");

/** Shows a request to the person who reads the inbox. Opening it changes nothing, since mail scanners open links too. */
export default async function VerifyPage({ params, searchParams }: PageProps<"/s/[store]/verify/[token]">) {
  const { store: slug, token } = await params;
  const store = await findStore(slug);
  if (!store) notFound();
  const t = await getTranslations("verify");
  const found = await findVerification(store.id, token);
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
  // Here the store verifies the address of an open request: there is nothing to cancel.
  const addressOnly = request.state === "open";
  const cancelling = !addressOnly && (await searchParams).cancel !== undefined;
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
      <Heading title={t(cancelling ? "cancelTitle" : addressOnly ? "addressTitle" : "title")}>
        {t(cancelling ? "cancelLead" : addressOnly ? "addressLead" : "lead", { store: isolate(store.name) })}
      </Heading>
      <dl className="mb-7 grid grid-cols-[92px_minmax(0,1fr)] gap-x-3 gap-y-2 rounded-card border border-line bg-surface px-[18px] py-4 text-sm shadow-card">
        {facts.map(([name, value]) => (
          <div key={name} className="col-span-2 grid grid-cols-subgrid">
            <dt className="text-ink-faint">{name}</dt>
            <dd className="wrap-anywhere">{value}</dd>
          </div>
        ))}
      </dl>
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
            <SubmitButton large>{t(addressOnly ? "verifyAddress" : "verify")}</SubmitButton>
          </form>
          <div className="mt-7 border-t border-line pt-5">
            <p className="text-sm text-ink-soft">{t(addressOnly ? "notYours" : "cancelHint")}</p>
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

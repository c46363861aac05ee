import { getTranslations } from "next-intl/server";
import { Heading } from "@/app/(public)/s/[store]/heading";
import { PageNotFound } from "@/app/(public)/s/[store]/page-not-found";
import { pageTitle } from "@/app/page-title";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { isolate } from "@/lib/isolate";
import { findStore } from "@/lib/store/find-store";
import { findAgentLink } from "@/lib/verification/confirm-agent";
import { confirmOwnAgent } from "./actions";

export const generateMetadata = pageTitle("agent", "liveTitle");

/** Asks whether an agent acts for the person whom the link was sent to. Opening it changes nothing: mail scanners open it too. */
export default async function AgentPage({ params }: PageProps<"/s/[store]/agent/[token]">) {
  const { store: slug, token } = await params;
  const store = await findStore(slug);
  const link = store && (await findAgentLink(store.id, token));
  if (!store || !link) return <PageNotFound store={slug} />;
  const t = await getTranslations("agent");
  const values = { store: isolate(store.name), name: isolate(link.name), reference: link.reference };
  return (
    <>
      <Heading title={t(`${link.status}Title`)}>{t(`${link.status}Text`, values)}</Heading>
      {link.status === "live" && (
        <>
          <ActionForm action={confirmOwnAgent} hidden={{ store: slug, token }}>
            <SubmitButton large>{t("confirm")}</SubmitButton>
          </ActionForm>
          <p className="mt-6 text-sm text-ink-soft">{t("notYou", values)}</p>
        </>
      )}
    </>
  );
}

import { getTranslations } from "next-intl/server";
import { Heading } from "@/app/(public)/s/[store]/heading";
import { pageTitle } from "@/app/page-title";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { ButtonLink } from "@/components/ui/button";
import { LocalTime } from "@/components/ui/local-time";
import { findErasureLink } from "@/lib/erasure/erasure-link";
import { isolate } from "@/lib/isolate";
import { findStore } from "@/lib/store/find-store";
import { withdrawErasureByLink } from "./actions";

export const generateMetadata = pageTitle("withdraw", "title");

/** Where the withdrawal of an erasure leads, in place of a token. */
const DONE = "done";

/** Asks whether to withdraw an approved erasure. Opening it changes nothing, since mail scanners open links too. */
export default async function WithdrawErasurePage({ params }: PageProps<"/s/[store]/withdraw/[token]">) {
  const { store: slug, token } = await params;
  const store = await findStore(slug);
  if (!store) return null;
  const t = await getTranslations("withdraw");
  const link = await findErasureLink(store.id, token);
  if (link.status === "started") return <Heading title={t("startedTitle")}>{t("startedText")}</Heading>;
  if (link.status === "unknown") {
    const kind = token === DONE ? "done" : "unknown";
    return (
      <>
        <Heading title={t(`${kind}Title`)}>{t(`${kind}Text`)}</Heading>
        <ButtonLink href={`/s/${slug}`}>{t("newRequest")}</ButtonLink>
      </>
    );
  }
  return (
    <>
      <Heading title={t("title")}>
        {t("leadErasure", { store: isolate(store.name), reference: link.reference })}
      </Heading>
      <p className="mb-7 text-ink-soft">{t.rich("startsAt", { at: () => <LocalTime at={link.startsAt} /> })}</p>
      <ActionForm action={withdrawErasureByLink} hidden={{ store: slug, token }} className="grid gap-5">
        <SubmitButton look="danger" large>
          {t("submit")}
        </SubmitButton>
      </ActionForm>
    </>
  );
}

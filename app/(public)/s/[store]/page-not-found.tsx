import { getTranslations } from "next-intl/server";
import { Heading } from "@/app/(public)/s/[store]/heading";
import { ButtonLink } from "@/components/ui/button";
import { answerNotFound } from "@/lib/http/page-answer";

/** Answers 404 for a link of a store that leads nowhere: what may be wrong with it, and where to go from here. */
export async function PageNotFound({ store }: { store: string }) {
  answerNotFound();
  const t = await getTranslations("notFound");
  return (
    <>
      <Heading title={t("title")}>{t("text")}</Heading>
      <div className="flex flex-wrap gap-3">
        <ButtonLink href={`/s/${store}`} look="primary">
          {t("requestPage")}
        </ButtonLink>
        <ButtonLink href={`/s/${store}/account`}>{t("account")}</ButtonLink>
      </div>
    </>
  );
}

import { getTranslations } from "next-intl/server";
import { PageHeading } from "@/components/ui/page-heading";
import { answerNotFound } from "@/lib/http/page-answer";

/** Answers 404 where an address names no store; the pages below it then show nothing. */
export async function StoreNotFound() {
  answerNotFound();
  const t = await getTranslations("notFound");
  return (
    <main className="mx-auto max-w-[560px] px-5 py-16">
      <PageHeading className="public-title mb-2.5">{t("storeTitle")}</PageHeading>
      <p className="text-[17px] leading-[26px] text-ink-soft">{t("storeText")}</p>
    </main>
  );
}

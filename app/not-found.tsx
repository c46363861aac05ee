import { getTranslations } from "next-intl/server";
import { PageHeading } from "@/components/ui/page-heading";
import { pageTitle } from "./page-title";

export const generateMetadata = pageTitle("common", "notFoundTitle");

/** Shown for every path that is no page's. */
export default async function NotFound() {
  const t = await getTranslations("common");
  return (
    <main className="mx-auto max-w-[560px] px-5 py-16">
      <PageHeading className="public-title mb-2.5">{t("notFoundTitle")}</PageHeading>
      <p className="text-[17px] leading-[26px] text-ink-soft">{t("notFoundText")}</p>
    </main>
  );
}

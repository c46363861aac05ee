import { getTranslations } from "next-intl/server";
import { Heading } from "@/app/(public)/s/[store]/heading";
import { StoreLinks } from "./store-links";

/** Shown for a link of a store that leads nowhere: what may be wrong with it, and where to go from here. */
export default async function PageNotFound() {
  const t = await getTranslations("notFound");
  return (
    <>
      <Heading title={t("title")}>{t("text")}</Heading>
      <StoreLinks requestPage={t("requestPage")} account={t("account")} />
    </>
  );
}

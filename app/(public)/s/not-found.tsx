import { getTranslations } from "next-intl/server";

/** Shown where an address names no store. */
export default async function StoreNotFound() {
  const t = await getTranslations("notFound");
  return (
    <main className="mx-auto max-w-[560px] px-5 py-16">
      <h1 className="mb-2.5 text-[27px] leading-[34px] tracking-[-0.022em] sm:text-[30px] sm:leading-9">
        {t("storeTitle")}
      </h1>
      <p className="text-[17px] leading-[26px] text-ink-soft">{t("storeText")}</p>
    </main>
  );
}

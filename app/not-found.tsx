import { getTranslations } from "next-intl/server";

export default async function NotFound() {
  const t = await getTranslations("common");
  return (
    <main className="mx-auto max-w-[560px] px-5 py-16">
      <h1>{t("notFoundTitle")}</h1>
      <p className="mt-2 text-ink-soft">{t("notFoundText")}</p>
    </main>
  );
}

import { getTranslations } from "next-intl/server";

/** An unknown page of the dashboard, and what belongs to another store, alike. */
export default async function DashboardNotFound() {
  const t = await getTranslations("common");
  return (
    <div className="px-1 py-8">
      <h1>{t("notFoundTitle")}</h1>
      <p className="mt-2 text-ink-soft">{t("notFoundText")}</p>
    </div>
  );
}

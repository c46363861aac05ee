import { getTranslations } from "next-intl/server";

/** Shown for unknown pages of the dashboard and for what belongs to another store, alike. */
export default async function DashboardNotFound() {
  const t = await getTranslations("common");
  return (
    <div className="px-1 py-8">
      <h1>{t("notFoundTitle")}</h1>
      <p className="mt-2 text-ink-soft">{t("notFoundText")}</p>
    </div>
  );
}

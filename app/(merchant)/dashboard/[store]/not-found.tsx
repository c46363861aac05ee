import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";

/** Shown for unknown pages of the dashboard and for what belongs to another store, alike. */
export default async function DashboardNotFound() {
  const t = await getTranslations("dashboard");
  return (
    <div className="px-1 py-8">
      <h1>{t("notFoundTitle")}</h1>
      <p className="mt-2 mb-5 text-ink-soft">{t("notFoundText")}</p>
      {/* Leads to the reader's own store, or asks them to sign in. */}
      <ButtonLink href="/sign-in">{t("notFoundLink")}</ButtonLink>
    </div>
  );
}

import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { pageTitle } from "@/app/page-title";
import { PlainPage } from "@/components/merchant/plain-page";
import { SearchForm } from "@/components/ui/search-form";
import { listStores, MAX_LISTED_STORES } from "@/lib/merchant/list-stores";
import { findShopPage } from "@/lib/shopify/find-shop-page";
import { requireMerchant } from "@/lib/sign-in/member";

export const generateMetadata = pageTitle("stores", "title", "Dossier");

/**
 * All stores of a merchant, for those who have more than the switcher holds. Links of Shopify's admin lead here too, and on to
 * the store that has connected their shop.
 */
export default async function StoresPage({ searchParams }: PageProps<"/dashboard">) {
  const { q, shop, id: customer } = await searchParams;
  const asked = typeof shop === "string" ? { shop, ...(typeof customer === "string" && { id: customer }) } : undefined;
  const { id } = await requireMerchant(asked ? `/dashboard/?${new URLSearchParams(asked)}` : "/dashboard/");
  const page = asked && (await findShopPage({ merchantId: id, shop: asked.shop, customer: asked.id }));
  if (page) redirect(page);
  const query = typeof q === "string" ? q.trim().slice(0, 100) : "";
  const stores = await listStores(id, { query });
  // The sign-in page says what somebody without a store can do.
  if (stores.length === 0 && !query) redirect("/sign-in");
  const t = await getTranslations("stores");
  const team = await getTranslations("team");
  return (
    <PlainPage title={t("title")}>
      <SearchForm label={t("search")} submit={t("find")} value={query} action="/dashboard" />
      {stores.length === 0 ? (
        <p className="text-ink-soft">{t("none")}</p>
      ) : (
        <ul className="grid">
          {stores.map(({ slug, name, role }) => (
            <li key={slug} className="border-t border-line last:border-b">
              <a
                href={`/dashboard/${slug}/requests`}
                className="flex min-h-12 items-center justify-between gap-4 py-2 no-underline hover:underline"
              >
                <bdi className="min-w-0 font-medium wrap-anywhere">{name}</bdi>
                <span className="text-sm text-ink-soft">{team(`role-${role}`)}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
      {stores.length === MAX_LISTED_STORES && <p className="text-sm text-ink-soft">{t("more")}</p>}
    </PlainPage>
  );
}

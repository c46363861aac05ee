import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { DialogLink } from "@/components/ui/dialog";
import { SearchForm } from "@/components/ui/search-form";
import { customerTitle } from "@/lib/customer/customer-name";
import type { FoundCustomer } from "@/lib/customer/get-customer";
import { searchCustomers } from "@/lib/customer/search-customers";

const MAX_CHOICES = 10;

/**
 * The customer whom a new request is of, if the store has a record of them. They are searched for and chosen by the page's
 * address; with JavaScript, what was typed below stays.
 */
export async function CustomerChoice({
  storeId,
  base,
  customer,
  typed,
}: {
  storeId: string;
  base: string;
  customer: FoundCustomer | null;
  /** What was searched for. */
  typed: string;
}) {
  const t = await getTranslations("newRequest");
  const count = await getTranslations("customers");
  if (customer)
    return (
      <Card label={t("customer")}>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <div className="min-w-0 grow basis-48">
            <h2 id="customer">{t("customer")}</h2>
            <p dir="auto" className="mt-1 text-sm wrap-anywhere">
              {customerTitle(customer)}
            </p>
            {customer.email && <p className="text-[13px] text-ink-soft wrap-anywhere">{customer.email}</p>}
          </div>
          <DialogLink href={`${base}#customer`}>{t("anotherCustomer")}</DialogLink>
        </div>
      </Card>
    );
  const found = typed
    ? (await searchCustomers({ storeId, search: typed, cursor: undefined, pageRows: MAX_CHOICES })).rows
    : [];
  return (
    <Card label={t("customer")}>
      <h2 id="customer">{t("customer")}</h2>
      <p className="mt-1 mb-3 text-sm text-ink-soft">{t("customerText")}</p>
      <SearchForm
        label={t("searchCustomer")}
        submit={t("search")}
        value={typed}
        action={base}
        found={typed && count("found", { count: found.length, text: String(found.length), typed })}
        inPlace
      />
      {found.length > 0 && (
        <ul aria-label={t("found")} className="mt-3 grid rounded-control border border-line">
          {found.map((one) => (
            <li
              key={one.id}
              className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-3.5 py-2.5 text-sm last:border-b-0"
            >
              <span className="min-w-0 grow basis-40">
                <span dir="auto" className="block wrap-anywhere">
                  {customerTitle(one)}
                </span>
                <span className="block text-[13px] text-ink-soft wrap-anywhere">
                  {[one.email, one.country].filter(Boolean).join(" · ")}
                </span>
              </span>
              <DialogLink href={`${base}?customer=${one.id}#customer`}>
                {t("useCustomer")} <bdi className="sr-only">{customerTitle(one)}</bdi>
              </DialogLink>
            </li>
          ))}
        </ul>
      )}
      {typed && found.length === 0 && <p className="mt-3 text-sm text-ink-soft">{t("nobodyFound")}</p>}
    </Card>
  );
}

import { getLocale, getTranslations } from "next-intl/server";
import { addressLine } from "@/components/customer/address-lines";
import { EmptyState } from "@/components/ui/empty-state";
import { Tag } from "@/components/ui/tag";
import type { CustomerView } from "./customer-view";

/** A customer's addresses, the default one first. */
export async function Addresses({ customer: { addresses } }: CustomerView) {
  const t = await getTranslations("customers");
  const locale = await getLocale();
  if (addresses.length === 0) return <EmptyState title={t("noAddressesTitle")} text={t("noAddressesText")} />;
  return (
    <ul aria-label={t("tab-addresses")}>
      {addresses.map((address) => (
        <li
          key={address.id}
          className="flex flex-wrap justify-between gap-x-3 gap-y-1 border-b border-line px-[18px] py-3 text-sm last:border-b-0"
        >
          <div dir="auto" className="min-w-0 wrap-anywhere">
            <p>{[address.name, address.company].filter(Boolean).join(", ")}</p>
            <p className="text-ink-soft">{addressLine(address, locale)}</p>
            {address.phone && <p className="text-ink-soft tabular-nums">{address.phone}</p>}
          </div>
          {address.isDefault && (
            <div>
              <Tag tone="calm">{t("default")}</Tag>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

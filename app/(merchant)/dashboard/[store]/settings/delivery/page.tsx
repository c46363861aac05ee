import { getTranslations } from "next-intl/server";
import { type SettingsView, settingsPage } from "@/app/(merchant)/dashboard/[store]/settings/settings-page";
import { pageTitle } from "@/app/page-title";
import { Card } from "@/components/ui/card";
import { listMembers } from "@/lib/merchant/list-members";
import { readDeliverySettings } from "@/lib/store/delivery-settings";
import { DeliveryForm } from "./delivery-form";

export const generateMetadata = pageTitle("settings", "tab-delivery");

export default settingsPage("delivery", Content);

async function Content({ storeId, slug }: SettingsView) {
  const t = await getTranslations("settings");
  const settings = await readDeliverySettings(storeId);
  const approvers = await listMembers(storeId, "delivery.approve");
  return (
    <>
      <DeliveryForm slug={slug} settings={settings} isAlone={approvers.length < 2} />
      <Card>
        <h2>{t("erasedTitle")}</h2>
        {settings.erased.length === 0 ? (
          <p className="mt-1 text-sm text-ink-soft">{t("erasedNone")}</p>
        ) : (
          <ul className="mt-2 grid gap-1 text-sm tabular-nums">
            {settings.erased.map(({ year, count }) => (
              // As text, so that a year is not formatted with a thousands separator.
              <li key={year}>{t("erased", { count, year: String(year) })}</li>
            ))}
          </ul>
        )}
      </Card>
    </>
  );
}

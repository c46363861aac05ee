import { getTranslations } from "next-intl/server";
import { SettingsFrame } from "@/app/(merchant)/dashboard/[store]/settings/settings-frame";
import { Card } from "@/components/ui/card";
import { listMembers } from "@/lib/merchant/list-members";
import { readDeliverySettings } from "@/lib/store/delivery-settings";
import { DeliveryForm } from "./delivery-form";

export async function generateMetadata() {
  const t = await getTranslations("settings");
  return { title: t("tab-delivery") };
}

export default async function DeliverySettingsPage({ params }: PageProps<"/dashboard/[store]/settings/delivery">) {
  const { store } = await params;
  return (
    <SettingsFrame store={store} tab="delivery">
      {(member) => <Content storeId={member.store.id} slug={store} />}
    </SettingsFrame>
  );
}

async function Content({ storeId, slug }: { storeId: string; slug: string }) {
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
              // A year is a name here, not a number to group.
              <li key={year}>{t("erased", { count, year: String(year) })}</li>
            ))}
          </ul>
        )}
      </Card>
    </>
  );
}

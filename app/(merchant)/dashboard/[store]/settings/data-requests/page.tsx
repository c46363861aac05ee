import { getTranslations } from "next-intl/server";
import { SettingsFrame } from "@/app/(merchant)/dashboard/[store]/settings/settings-frame";
import { Card } from "@/components/ui/card";
import { readSettings } from "@/lib/store/read-settings";
import { HandoffForm } from "./handoff-form";
import { SettingsForm } from "./settings-form";

export async function generateMetadata() {
  const t = await getTranslations("settings");
  return { title: t("tab-data-requests") };
}

export default async function DataRequestSettingsPage({
  params,
}: PageProps<"/dashboard/[store]/settings/data-requests">) {
  const { store } = await params;
  return (
    <SettingsFrame store={store} tab="data-requests">
      {(member) => <Content storeId={member.store.id} slug={store} />}
    </SettingsFrame>
  );
}

async function Content({ storeId, slug }: { storeId: string; slug: string }) {
  const settings = await readSettings(storeId);
  return (
    <>
      <SettingsForm slug={slug} settings={settings} />
      <Card>
        <HandoffForm slug={slug} hasSecret={settings.hasHandoffSecret} />
      </Card>
    </>
  );
}

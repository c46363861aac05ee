import { type SettingsView, settingsPage } from "@/app/(merchant)/dashboard/[store]/settings/settings-page";
import { pageTitle } from "@/app/page-title";
import { Card } from "@/components/ui/card";
import { env } from "@/lib/env";
import { readSettings } from "@/lib/store/read-settings";
import { HandoffCode } from "./handoff-code";
import { HandoffForm } from "./handoff-form";
import { HandoffSourceForm } from "./handoff-source-form";
import { OpenidCard } from "./openid-card";
import { TokenCheck } from "./token-check";

export const generateMetadata = pageTitle("settings", "tab-sign-in");

export default settingsPage("sign-in", Content);

/** How customers sign in besides the emailed link: by the shop's signed hand-off, and by its OpenID Connect provider. */
async function Content({ storeId, slug, query }: SettingsView) {
  const settings = await readSettings(storeId);
  const href = `/dashboard/${slug}/settings/sign-in`;
  const address = `${env().appUrl}/s/${slug}/sign-in`;
  return (
    <>
      <Card>
        <div className="grid gap-6">
          <HandoffForm
            slug={slug}
            href={href}
            address={address}
            hasSecret={settings.hasHandoffSecret}
            formerUntil={settings.formerHandoffUntil}
            open={query.dialog === "secret"}
          />
          <HandoffSourceForm storeId={storeId} slug={slug} picked={settings.handoffSource} />
          <HandoffCode address={address} />
          <TokenCheck slug={slug} />
        </div>
      </Card>
      <Card>
        <OpenidCard storeId={storeId} slug={slug} href={href} open={query.dialog === "disconnect"} />
      </Card>
    </>
  );
}

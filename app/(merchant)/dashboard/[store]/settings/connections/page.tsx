import { getTranslations } from "next-intl/server";
import { type SettingsView, settingsPage } from "@/app/(merchant)/dashboard/[store]/settings/settings-page";
import { pageTitle } from "@/app/page-title";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { listOnlyOthers } from "@/lib/export/only-others";
import { listShopDeletions } from "@/lib/shopify/shop-deletions";
import { connectionKindNames } from "@/lib/source/connection/kinds";
import { listConnections } from "@/lib/source/connection/list-connections";
import { ConnectList } from "./connect-list";
import { ConnectDialog, CredentialsDialog, DisconnectDialog, ProtocolLink } from "./connection-dialogs";
import { ConnectionList } from "./connection-list";
import { OwnTexts } from "./own-texts";
import { RightsDialog } from "./rights-dialog";
import { UnconnectedSystems } from "./unconnected-systems";

export const generateMetadata = pageTitle("settings", "tab-connections");

export default settingsPage("connections", Content, States);

/** The store's live sources, each with its state and what an owner can do. */
async function Content({ storeId, slug, query }: SettingsView) {
  const t = await getTranslations("connections");
  const [connections, onlyOthers, removed] = await Promise.all([
    listConnections(storeId),
    listOnlyOthers(storeId),
    listShopDeletions(storeId),
  ]);
  const href = `/dashboard/${slug}/settings/connections`;
  const chosen = (number: unknown) =>
    connections.find((one) => one.status !== "disconnected" && String(one.number) === number);
  const [replacing, ending, allowing] = [query.secret, query.disconnect, query.rights].map(chosen);
  const kind = connectionKindNames.find((one) => one === query.connect);
  return (
    <>
      <Card padded={false}>
        {connections.length === 0 ? (
          <EmptyState title={t("noneTitle")} text={t("noneText")} />
        ) : (
          <>
            <div className="px-[18px] py-4">
              <h2>{t("title")}</h2>
              <p className="mt-1 text-sm text-ink-soft">{t("text")}</p>
            </div>
            <ConnectionList {...{ connections, onlyOthers, removed, slug, href }} />
          </>
        )}
      </Card>
      <Card padded={false}>
        <div className="px-[18px] py-4">
          <h2>{t("connectTitle")}</h2>
          <p className="mt-1 text-sm text-ink-soft">
            {t("connectText")} <ProtocolLink />
          </p>
        </div>
        <ConnectList href={href} />
      </Card>
      <OwnTexts storeId={storeId} slug={slug} />
      <UnconnectedSystems storeId={storeId} slug={slug} />
      {kind && <ConnectDialog slug={slug} href={href} kind={kind} />}
      {replacing && <CredentialsDialog slug={slug} href={href} connection={replacing} />}
      {allowing && <RightsDialog slug={slug} href={href} storeId={storeId} connection={allowing} />}
      {ending && <DisconnectDialog slug={slug} href={href} connection={ending} />}
    </>
  );
}

/** The store's live sources for those who cannot change them. */
async function States({ storeId }: { storeId: string }) {
  const t = await getTranslations("connections");
  const [connections, onlyOthers] = await Promise.all([listConnections(storeId), listOnlyOthers(storeId)]);
  return (
    <>
      <Card padded={false}>
        <div className="px-[18px] py-4">
          <h2>{t("title")}</h2>
          <p className="mt-1 text-sm text-ink-soft">{t(connections.length === 0 ? "noneForOthers" : "forOthers")}</p>
        </div>
        <ConnectionList {...{ connections, onlyOthers }} />
      </Card>
      <UnconnectedSystems storeId={storeId} />
    </>
  );
}
